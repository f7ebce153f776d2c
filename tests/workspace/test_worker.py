"""The worker process: slow jobs end in one event each, whatever happens, and lose nothing."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhupi.core.model import AnnotationFilter, ImportReport, Label, Span
from zhupi.core.search import ConcordanceRequest, SearchRequest
from zhupi.core.tagging import Place, TagReport
from zhupi.core.understanding import Reading, Scope
from zhupi.workspace import Workspace, jobs
from zhupi.workspace.jobs import (
    ApplyCorrections,
    Event,
    Export,
    ExportConcordance,
    ImportFiles,
    JobCancelled,
    JobDone,
    JobFailed,
    JobProgress,
    Recognise,
    RecogniseAll,
    SyncIndex,
    TagPlaces,
    TidyIndex,
    WorkerDied,
)
from zhupi.workspace.worker import Worker


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.open(tmp_path / "library", "window", creator="reader")
    yield opened
    opened.close()


@pytest.fixture
def worker(workspace: Workspace) -> Iterator[Worker]:
    started = Worker(workspace.folder)
    yield started
    started.stop()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for number in range(30):
        text = f"第{number}届博览会在上海开幕\n\n来自{number}个国家的企业参加了展览，市长致辞。\n"
        (folder / f"{number:02}.txt").write_text(text, "utf-8")
    return folder


def events_until_end(worker: Worker, job: int) -> list[Event]:
    """All events of one job, the last one being its end."""
    seen: list[Event] = []
    while (event := worker.receive()) is not None:
        if isinstance(event, WorkerDied) or event.job == job:
            seen.append(event)
            if not isinstance(event, JobProgress):
                break
    return seen


def test_what_the_worker_imports_the_window_finds(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    *steps, end = events_until_end(worker, worker.submit(ImportFiles((news,))))
    assert isinstance(end, JobDone)
    assert isinstance(end.result, ImportReport)
    assert len(end.result.imported) == 30
    assert set(end.change.articles) == set(workspace.article_ids())
    assert end.change.origin == "worker"
    page = workspace.search(SearchRequest("博览会", limit=50))
    assert (page.total, page.complete) == (30, True)
    shares = [(s.progress.done, s.progress.total) for s in steps if isinstance(s, JobProgress)]
    assert len(shares) > 30
    assert all(done <= total for done, total in shares)


def test_the_window_writes_while_the_worker_does(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    events_until_end(worker, worker.submit(ImportFiles((news / "00.txt",))))
    [article] = workspace.article_ids()
    job = worker.submit(ImportFiles((news,)))
    made = [workspace.annotate(article, Span(i, i + 2), note=str(i))[0] for i in range(5)]
    assert isinstance(events_until_end(worker, job)[-1], JobDone)
    assert {a.id for a in workspace.annotations()} == {a.id for a in made}
    assert len(workspace.article_ids()) == 30


def test_a_cancelled_import_keeps_what_it_stored_and_makes_it_findable(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    job = worker.submit(ImportFiles((news,)))
    first = worker.receive()
    assert isinstance(first, JobProgress)
    worker.cancel(job)
    end = events_until_end(worker, job)[-1]
    if isinstance(end, JobDone):  # stopped in time, or quicker than the wish
        assert isinstance(end.result, ImportReport)
        assert len(workspace.article_ids()) == len(end.result.imported)
    else:
        assert isinstance(end, JobCancelled)
    assert workspace.search(SearchRequest("博览会")).total == len(workspace.article_ids())
    again = events_until_end(worker, worker.submit(ImportFiles((news,))))[-1]
    assert isinstance(again, JobDone)
    assert len(workspace.article_ids()) == 30


def test_mentions_of_the_open_article_overtake_an_import(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    events_until_end(worker, worker.submit(ImportFiles((news / "00.txt",))))
    [article] = workspace.article_ids()
    bulk = worker.submit(ImportFiles((news,)))
    prompt = worker.submit(Recognise(article))
    ended: dict[int, JobDone] = {}
    while len(ended) < 2:
        event = worker.receive()
        if not isinstance(event, JobProgress):
            assert isinstance(event, JobDone)
            ended[event.job] = event
    reading = ended[prompt].result
    assert isinstance(reading, Reading)
    assert reading.mentions
    assert ended[prompt].change.mentions == (article,)
    assert workspace.cached_mentions(article) == list(reading.mentions)
    assert set(ended) == {bulk, prompt}


def test_a_known_situation_is_a_sentence_and_no_bug(worker: Worker, tmp_path: Path) -> None:
    job = worker.submit(Export("pdf", AnnotationFilter(), tmp_path / "out.pdf"))
    [end] = events_until_end(worker, job)
    assert isinstance(end, JobFailed)
    assert "pdf" in str(end.message)
    assert end.bug == ""
    assert not (tmp_path / "out.pdf").exists()


def test_a_killed_process_is_told_and_the_next_job_starts_another(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    job = worker.submit(ImportFiles((news,)))
    assert isinstance(worker.receive(), JobProgress)
    process = worker._process
    assert process is not None
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    end = events_until_end(worker, job)[-1]
    assert isinstance(end, WorkerDied)
    assert job in end.jobs
    assert isinstance(events_until_end(worker, worker.submit(ImportFiles((news,))))[-1], JobDone)
    assert len(workspace.article_ids()) == 30
    assert workspace.check() == []


def test_a_process_that_is_not_understood_is_ended_and_told(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An update replaces the program under an open window, whose jobs would never end."""
    lost = worker.submit(SyncIndex())
    with monkeypatch.context() as patch:
        patch.delattr(jobs, "JobDone")  # what the process says is not known here
        [died] = events_until_end(worker, lost)
    assert isinstance(died, WorkerDied)
    assert died.jobs == (lost,)
    assert isinstance(events_until_end(worker, worker.submit(SyncIndex()))[-1], JobDone)


def test_a_damaged_index_is_rebuilt_on_request(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    events_until_end(worker, worker.submit(ImportFiles((news,))))
    for file in (workspace.folder / "index").iterdir():
        file.write_bytes(b"damaged")
    [*_, end] = events_until_end(worker, worker.submit(SyncIndex()))
    assert isinstance(end, JobDone)
    assert end.change.index
    assert workspace.search(SearchRequest("上海")).total == 30


def ends_in_order(worker: Worker, jobs: list[int]) -> list[int]:
    """The order in which the jobs end, all well."""
    ended: list[int] = []
    while len(ended) < len(jobs):
        event = worker.receive()
        if isinstance(event, JobDone) and event.job in jobs:
            ended.append(event.job)
        else:
            assert isinstance(event, JobProgress)
    return ended


def test_names_of_all_articles_are_found_while_nothing_else_is_done(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    """One can search for a place without having opened the article; an import goes first."""
    events_until_end(worker, worker.submit(ImportFiles((news / "00.txt",))))
    sweep = worker.submit(RecogniseAll())
    imports = worker.submit(ImportFiles((news,)))
    assert ends_in_order(worker, [sweep, imports]) == [imports, sweep]
    articles = workspace.article_ids()
    assert len(articles) == 30
    for article in articles:
        found = workspace.cached_mentions(article)
        assert found is not None
        text = workspace.article(article).text
        assert "上海" in {mention.span.of(text) for mention in found}
    assert workspace.search(SearchRequest("place:上海")).total == 30
    again = events_until_end(worker, worker.submit(RecogniseAll()))
    assert isinstance(again[-1], JobDone)


def test_a_correction_made_in_the_window_reaches_all_articles_by_the_worker(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    """Searches by name, and the list of names, follow while nobody waits."""
    events_until_end(worker, worker.submit(ImportFiles((news,))))
    events_until_end(worker, worker.submit(RecogniseAll()))
    assert workspace.search(SearchRequest("place:上海")).total == 30
    article = workspace.article(workspace.article_ids()[0])
    place = next(m for m in workspace.mentions(article.id) if m.span.of(article.text) == "上海")
    assert workspace.understanding.entity(place.entity).articles == 30
    workspace.understanding.not_entity(article.id, place.span, Scope.EVERYWHERE)
    end = events_until_end(worker, worker.submit(ApplyCorrections()))[-1]
    assert isinstance(end, JobDone)
    assert end.change.origin == "worker"
    assert set(end.change.mentions) == set(workspace.article_ids())
    assert workspace.search(SearchRequest("place:上海")).total == 0
    assert workspace.understanding.entities("上海") == []


def test_whoever_shows_an_answer_is_told_that_a_correction_was_taken_back(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    """The worker has the index follow by itself: nobody else would tell that it is another."""
    events_until_end(worker, worker.submit(ImportFiles((news,))))
    events_until_end(worker, worker.submit(RecogniseAll()))
    article = workspace.article(workspace.article_ids()[0])
    place = next(m for m in workspace.mentions(article.id) if m.span.of(article.text) == "上海")
    workspace.understanding.relabel(article.id, place.span, Label.PERSON, Scope.ARTICLE)
    end = events_until_end(worker, worker.submit(ApplyCorrections()))[-1]
    assert workspace.search(SearchRequest("person:上海")).total == 1
    workspace.undo()
    end = events_until_end(worker, worker.submit(ApplyCorrections()))[-1]
    assert isinstance(end, JobDone)
    assert workspace.search(SearchRequest("person:上海")).total == 0
    assert (end.change.mentions, end.change.index) == ((article.id,), True)
    end = events_until_end(worker, worker.submit(ApplyCorrections()))[-1]
    assert isinstance(end, JobDone)
    assert not end.change.index


def test_a_tag_is_found_before_an_import_ends(
    workspace: Workspace, worker: Worker, news: Path, tmp_path: Path
) -> None:
    """It must follow within a second, also while a thousand files are read."""
    events_until_end(worker, worker.submit(ImportFiles((news / "00.txt",))))
    [article] = workspace.article_ids()
    many = tmp_path / "many"
    many.mkdir()
    for number in range(400):
        (many / f"{number}.txt").write_text(f"第{number}号公报\n\n正文{number}。\n", "utf-8")
    imports = worker.submit(ImportFiles((many,)))
    workspace.annotate(article, Span(0, 2), tags=["展览/上海"])
    tag = worker.submit(SyncIndex())
    assert ends_in_order(worker, [tag, imports]) == [tag, imports]
    assert [h.article for h in workspace.search(SearchRequest("tag:展览")).hits] == [article]
    page = workspace.search(SearchRequest("公报"))
    assert (page.total, page.complete) == (400, True)


def test_upkeep_of_the_index_comes_to_an_end(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    """And changes no answer."""
    for file in sorted(news.iterdir())[:6]:
        events_until_end(worker, worker.submit(ImportFiles((file,))))
    [*_, end] = events_until_end(worker, worker.submit(TidyIndex()))
    assert isinstance(end, JobDone)
    assert workspace.search(SearchRequest("博览会")).total == 6
    assert workspace.check() == []


def test_idle_work_can_be_cancelled(workspace: Workspace, worker: Worker, news: Path) -> None:
    """Before the first article, between two, or while it waits for an import."""
    imports = worker.submit(ImportFiles((news,)))
    sweep = worker.submit(RecogniseAll())
    worker.cancel(sweep)
    ended: dict[int, Event] = {}
    while len(ended) < 2:
        event = worker.receive()
        if isinstance(event, JobDone | JobCancelled):
            ended[event.job] = event
    assert isinstance(ended[sweep], JobCancelled)
    assert isinstance(ended[imports], JobDone)


def test_a_concordance_is_written_beside_the_window(
    workspace: Workspace, worker: Worker, news: Path, tmp_path: Path
) -> None:
    """A hundred thousand lines must not keep anybody waiting."""
    events_until_end(worker, worker.submit(ImportFiles((news,))))
    output = tmp_path / "博览会.csv"
    job = worker.submit(ExportConcordance(ConcordanceRequest("博览会"), output))
    end = events_until_end(worker, job)[-1]
    assert isinstance(end, JobDone)
    assert end.result == 30
    assert len(output.read_text("utf-8-sig").splitlines()) == 31


def test_stopping_ends_the_process_and_the_waiting(workspace: Workspace, news: Path) -> None:
    worker = Worker(workspace.folder)
    job = worker.submit(ImportFiles((news,)))
    seen: list[Event | None] = []

    def listen() -> None:
        while (event := worker.receive()) is not None:
            seen.append(event)
        seen.append(None)

    listener = threading.Thread(target=listen)
    listener.start()
    process = worker._process
    worker.stop()
    listener.join(10)
    assert seen[-1] is None
    assert process is not None
    assert not process.is_alive()
    assert job == 1


def test_stopping_a_worker_that_never_worked_is_quick(workspace: Workspace) -> None:
    worker = Worker(workspace.folder)
    worker.stop()
    assert worker.receive() is None


def test_the_worker_tags_many_passages_as_one_step_to_undo(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    events_until_end(worker, worker.submit(ImportFiles((news,))))
    lines = list(workspace.concordance(ConcordanceRequest("博览会")))
    places = [Place(line.article, line.span, line.keyword) for line in lines]
    job = TagPlaces.of(places, ("展览",), "查", "blue")
    assert sorted(job.unpacked(), key=str) == sorted(places, key=str)
    end = events_until_end(worker, worker.submit(job))[-1]
    assert isinstance(end, JobDone)
    assert isinstance(end.result, TagReport)
    assert (end.result.added, end.change.origin) == (len(places), "worker")
    made = workspace.annotations()
    assert {(a.quote, a.tags, a.note, a.color) for a in made} == {
        ("博览会", ("展览",), "查", "blue")
    }
    assert set(end.change.annotations) == {a.id for a in made}
    workspace.undo()
    assert workspace.annotations() == []


def test_tagging_that_is_stopped_leaves_nothing(
    workspace: Workspace, worker: Worker, news: Path
) -> None:
    """Half of what was wanted would be found by nobody, and undone by nobody."""
    events_until_end(worker, worker.submit(ImportFiles((news,))))
    lines = list(workspace.concordance(ConcordanceRequest("博览会")))
    places = [Place(line.article, line.span, line.keyword) for line in lines]
    job = worker.submit(TagPlaces.of(places, ("展览",)))
    worker.cancel(job)
    end = events_until_end(worker, job)[-1]
    done = isinstance(end, JobDone)  # where it was quicker than the wish
    assert done or isinstance(end, JobCancelled)
    assert len(workspace.annotations()) == (len(places) if done else 0)
