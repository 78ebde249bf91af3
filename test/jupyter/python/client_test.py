"""What jupyter_kernel_test leaves out, through jupyter_client: each test's name says what must hold."""

import subprocess
import sys
import time

import psutil
import pytest
from sessions import SECONDS, Session, all_end

NETWORK = """
import { asInLecture, createNetwork, planar35, seed, train } from "./src";
const { X, Y } = planar35();
const network = createNetwork({
  sizes: [2, 3, 4, 1], activations: ["tanh", "tanh", "sigmoid"], rng: seed(1), initializer: asInLecture,
});
"""


def statuses(session, codes, **options):
    """Sends all cells at once; returns how each ended."""
    ids = [session.client.execute(code, **options) for code in codes]
    return [session.answer_to(message_id)["content"]["status"] for message_id in ids]


def test_an_error_tells_its_name_message_and_place_in_the_reply_and_in_one_output(shared):
    cell = shared.run("const a = 1;\nthrow new RangeError(`not ${a}`);")
    assert cell.kinds == ["error"]
    for content in [cell.reply, *cell.of("error")]:
        assert (content["ename"], content["evalue"]) == ("RangeError", "not 1")
        assert "> 2 | throw new RangeError" in "\n".join(content["traceback"])
    assert cell.status == "error"


def test_after_an_error_what_was_queued_is_aborted_and_what_comes_after_the_reply_runs(shared):
    assert statuses(shared, ["1", "throw new Error('x')", "2", "3"]) == ["ok", "error", "aborted", "aborted"]
    assert shared.run("4").result == "4"


def test_with_stop_on_error_false_what_was_queued_runs(shared):
    assert statuses(shared, ["1", "throw new Error('x')", "2"], stop_on_error=False) == ["ok", "error", "ok"]


@pytest.mark.parametrize(
    "code",
    [
        "while (true) {}",
        "await new Promise((go) => setTimeout(go, 20)); while (true) {}",
        "await new Promise(() => {});",
    ],
)
def test_an_interrupt_stops_the_cell_and_names_stay(shared, code):
    shared.run("var before = 42; const keep = () => before;")
    reply, seconds = shared.interrupt(shared.start(f"let own = 7;\n{code}"))
    assert (reply["status"], reply["ename"]) == ("error", "Interrupted")
    assert seconds < 2.5  # after 3 seconds the program would be ended
    assert shared.run("[keep(), own]").result == "[ 42, 7 ]"


def test_an_interrupt_of_train_keeps_what_was_learned(shared):
    shared.run(NETWORK)
    code = "const trained = await train(network, X, Y, { alpha: 0.01, iterations: 1e9 });\ntrained.stopped"
    message_id = shared.start(code)
    time.sleep(1)
    reply, seconds = shared.interrupt(message_id)
    assert reply["status"] == "ok"
    assert seconds < 2.5
    assert shared.next_output(message_id, "execute_result")["data"]["text/plain"] == "'interrupted'"
    kept = shared.run("[trained.iterations > 100, trained.network.layers[0].W.equals(network.layers[0].W), X.cols]")
    assert kept.result == "[ true, false, 35 ]"


def test_an_interrupt_without_a_running_cell_changes_nothing(shared):
    shared.run("const calm = 5;")
    shared.manager.interrupt_kernel()
    time.sleep(0.2)
    assert shared.run("calm").result == "5"


def test_an_interrupt_aborts_the_cells_that_were_queued(shared):
    first = shared.start("while (true) {}")
    second = shared.client.execute("1")
    time.sleep(0.2)
    reply, _ = shared.interrupt(first)
    assert reply["ename"] == "Interrupted"
    assert shared.answer_to(second)["content"]["status"] == "aborted"


def test_a_display_is_updated_under_its_id_from_a_later_cell_too(shared):
    shared.run('import { clear, progress, show, updateDisplay } from "./src";')
    shown = shared.run('show(progress(1, 4), { id: "bar" }); updateDisplay("bar", progress(2, 4));')
    assert shown.kinds == ["display_data", "update_display_data"]
    later = shared.run('updateDisplay("bar", progress(4, 4, "done"));')
    [update] = later.of("update_display_data")
    assert update["transient"] == {"display_id": "bar"}
    assert update["data"]["text/plain"] == "100 % done"


def test_clear_output_stands_where_the_cell_put_it_and_says_whether_to_wait(shared):
    shared.run('import { clear } from "./src";')
    cell = shared.run('console.log("old"); clear({ wait: true }); console.log("new"); clear();')
    assert cell.kinds == ["stream", "clear_output", "stream", "clear_output"]
    assert [content["wait"] for content in cell.of("clear_output")] == [True, False]


def test_a_thousand_small_outputs_come_in_order(shared):
    cell = shared.run("for (let i = 0; i < 1000; i++) (i % 2 ? console.error : console.log)(i);")
    texts = [(content["name"], line) for content in cell.of("stream") for line in content["text"].split()]
    assert texts == [("stderr" if i % 2 else "stdout", str(i)) for i in range(1000)]


def test_twenty_megabytes_in_one_output_arrive_whole(shared):
    shared.run('import { asBundle } from "./src/display";')
    cell = shared.run('({ [asBundle]: () => ({ "text/plain": "ü".repeat(10 * 2 ** 20) + "end" }) })')
    assert len(cell.result.encode()) == 20 * 2**20 + 3
    assert cell.result.endswith("üüend")


def test_an_output_beyond_32_megabytes_is_one_clear_error(shared):
    cell = shared.run('({ [asBundle]: () => ({ "text/plain": "x".repeat(33 * 2 ** 20) }) })')
    assert (cell.status, cell.kinds) == ("error", ["error"])
    assert "32 MB" in cell.reply["evalue"]


def test_a_flood_of_text_is_cut_with_a_note_and_the_kernel_goes_on(shared):
    cell = shared.run("for (let i = 0; i < 300_000; i++) console.log(`line ${i}`);")
    assert cell.printed().endswith("… cut here: a cell may print 1 MB\n")
    assert 2**20 <= len(cell.printed()) < 2**20 + 100
    assert shared.run("1 + 1").result == "2"


def test_output_is_seen_while_the_cell_spins(shared):
    message_id = shared.start("while (true) {}")  # it has waited for the text "runs"
    reply, _ = shared.interrupt(message_id)
    assert reply["ename"] == "Interrupted"


def test_the_kernel_answers_while_a_cell_spins(shared):
    message_id = shared.start("while (true) {}")
    client = shared.client
    info = shared.answer_to(client.kernel_info())["content"]
    completion = shared.answer_to(client.complete("Math.sq"))["content"]
    known = shared.answer_to(client.inspect("Math.max"))["content"]
    assert info["implementation"] == "workbook"
    assert completion["matches"] == ["sqrt"]
    assert known["found"] is True
    reply, _ = shared.interrupt(message_id)
    assert reply["ename"] == "Interrupted"


def test_two_clients_at_once_get_their_own_answers_and_see_each_other(shared):
    other = shared.second_client()
    mine = shared.client.execute("const fromOne = 1; fromOne")
    theirs = other.execute("2 + 2")
    assert shared.answer_to(mine)["content"]["status"] == "ok"
    assert shared.answer_to(theirs, other)["content"]["status"] == "ok"
    seen = {}
    while len(seen) < 2:
        message = other.get_iopub_msg(timeout=SECONDS)
        if message["msg_type"] == "execute_result":
            seen[message["parent_header"]["msg_id"]] = message["content"]["data"]["text/plain"]
    assert seen == {mine: "1", theirs: "4"}
    assert shared.run("fromOne", client=other).result == "1"
    other.stop_channels()


def test_an_error_of_one_client_does_not_abort_what_another_has_queued(shared):
    other = shared.second_client()
    first = shared.client.execute("await new Promise((done) => setTimeout(done, 500)); throw new Error('mine')")
    queued = shared.client.execute("1")
    theirs = other.execute("2")
    assert shared.answer_to(first)["content"]["status"] == "error"
    assert shared.answer_to(queued)["content"]["status"] == "aborted"
    assert shared.answer_to(theirs, other)["content"]["status"] == "ok"
    other.stop_channels()


def test_a_client_that_comes_back_under_its_old_identity_is_answered(session):
    again = session.manager.client()
    again.start_channels()
    again.wait_for_ready(timeout=SECONDS)
    assert session.run("1 + 1", client=again).result == "2"
    again.stop_channels()


def test_lines_printed_in_quick_succession_travel_together(shared):
    """Jupyter's server drops what comes beyond a thousand messages a second."""
    start = time.monotonic()
    cell = shared.run("for (let i = 0; i < 50_000; i++) console.log(i);")
    assert cell.printed().split() == [str(i) for i in range(50_000)]
    assert len(cell.of("stream")) / (time.monotonic() - start) < 300


def test_execution_counts_have_no_gaps(session):
    codes = ["1", "throw new Error('x')", "", "  \n", "const = 5", "console.log(1)", "2"]
    assert [session.run(code).reply["execution_count"] for code in codes] == [1, 2, 2, 2, 3, 4, 5]
    counts = [session.run(code, store_history=False).reply["execution_count"] for code in ["3", "4"]]
    assert counts == [5, 5]
    last = session.run("6")
    assert [last.of("execute_input")[0]["execution_count"], last.of("execute_result")[0]["execution_count"]] == [6, 6]


def test_a_silent_cell_runs_puts_nothing_out_and_is_not_counted(session):
    silent = session.run("var quiet = 3; console.log('said'); quiet", silent=True)
    assert (silent.status, silent.kinds, silent.of("execute_input")) == ("ok", [], [])
    cell = session.run("quiet")
    assert (cell.result, cell.reply["execution_count"]) == ("3", 1)
    assert history(session, hist_access_type="tail", n=9) == [[1, 1, "quiet"]]


def test_a_cell_with_store_history_false_puts_out_and_is_not_kept(session):
    cell = session.run("1 + 1", store_history=False)
    assert cell.result == "2"
    assert history(session, hist_access_type="tail", n=9) == []


def test_a_silent_cell_that_fails_says_so_in_its_reply_only(shared):
    cell = shared.run("throw new Error('quietly')", silent=True)
    assert (cell.kinds, cell.status, cell.reply["evalue"]) == ([], "error", "quietly")


def test_user_expressions_are_evaluated_after_the_cell_each_by_itself(shared):
    expressions = {"sum": "base + 2", "bad": "nowhere + 1", "thrown": "(() => { throw new RangeError('no') })()"}
    values = shared.run("var base = 40;", user_expressions=expressions).reply["user_expressions"]
    assert (values["sum"]["status"], values["sum"]["data"]["text/plain"]) == ("ok", "42")
    assert (values["bad"]["status"], values["bad"]["ename"]) == ("error", "CompileError")
    assert (values["thrown"]["status"], values["thrown"]["evalue"]) == ("error", "no")


def history(shared, **request):
    """What is remembered: session, number and source of each cell."""
    return shared.answer_to(shared.client.history(raw=True, output=False, **request))["content"]["history"]


def test_history_gives_the_last_inputs_a_range_and_what_matches_a_pattern(session):
    codes = ["1 + 1", "const x = 5;", "x * 2", "1 + 1"]
    for code in codes:
        session.run(code)
    entries = [[1, cell, code] for cell, code in enumerate(codes, 1)]
    assert history(session, hist_access_type="tail", n=2) == entries[2:]
    assert history(session, hist_access_type="range", start=2, stop=4) == entries[1:3]
    assert history(session, hist_access_type="search", pattern="*x*", n=9) == entries[1:3]
    unique = history(session, hist_access_type="search", pattern="1 + ?", n=9, unique=True)
    assert [code for _, _, code in unique] == ["1 + 1"]


def complete(session, code, at):
    """What completion offers at the end of `at`, which is the beginning of the code."""
    reply = session.answer_to(session.client.complete(code, cursor_pos=len(at)))["content"]
    return reply["matches"], reply["cursor_start"], reply["cursor_end"]


def test_completion_in_the_middle_of_a_word_replaces_the_whole_word(shared):
    assert complete(shared, "Math.sqr(2)", at="Math.sq") == (["sqrt"], 5, 8)


def test_completion_counts_an_emoji_as_one_character(shared):
    assert complete(shared, "'🎉🎉'; Math.sq", at="'🎉🎉'; Math.sq") == (["sqrt"], 11, 13)


def test_completion_knows_the_engines_names(shared):
    shared.run('import { planar35 } from "./src";\nconst data = planar35();')
    matches, start, end = complete(shared, "data.X.do", at="data.X.do")
    assert (matches, start, end) == (["dot"], 7, 9)
    assert complete(shared, 'import { createNet } from "./src";', at="import { createNet")[0] == ["createNetwork"]


def test_inspection_of_an_engines_name_tells_its_type_and_its_doc_comment(shared):
    code = 'import { createNetwork } from "./src";\ncreateNetwork'
    known = shared.answer_to(shared.client.inspect(code, cursor_pos=len(code) - 3))["content"]
    assert known["found"] is True
    text = known["data"]["text/plain"]
    assert "createNetwork(" in text
    assert "A new network" in text
    assert "text/markdown" in known["data"]


def test_inspection_of_nothing_finds_nothing(shared):
    known = shared.answer_to(shared.client.inspect("   ", cursor_pos=1))["content"]
    assert (known["status"], known["found"], known["data"]) == ("ok", False, {})


def test_a_name_with_a_question_mark_opens_the_pager(shared):
    shared.run('import { sigmoid, createNetwork } from "./src";')
    cell = shared.run("createNetwork?")
    [page] = cell.reply["payload"]
    assert (page["source"], page["start"]) == ("page", 0)
    assert "createNetwork(" in page["data"]["text/plain"]
    assert cell.kinds == []


def test_malformed_wrongly_signed_and_unknown_messages_change_nothing_and_log_nothing(session):
    socket = session.client.shell_channel.socket
    wire = session.client.session
    header = wire.pack(wire.msg_header("execute_request"))
    content = wire.pack({"code": "console.error('must not run')"})
    well = [header, b"{}", b"{}", content]
    signed = wire.sign(well)
    for frames in [
        [b"garbage"],
        [b""],
        [b"<IDS|MSG>"],
        [b"<IDS|MSG>", signed],
        [b"<IDS|MSG>", signed, *well[:3]],
        [b"<IDS|MSG>", b"0" * 64, *well],
        [b"<IDS|MSG>", b"", *well],
        [b"<IDS|MSG>", signed, header, b"{}", b"{}", b'{"code": "1"}'],
        *[
            [b"<IDS|MSG>", wire.sign(parts), *parts]
            for parts in [
                [b"not JSON", b"{}", b"{}", b"{}"],
                [header, b"{}", b"{}", b"not JSON"],
                [b"null", b"null", b"null", b"null"],
                [b"{}", b"{}", b"{}", b"{}"],
                [b'{"msg_type": 5}', b"{}", b"{}", b"{}"],
                [b"\xff\xfe", b"{}", b"{}", b"{}"],
            ]
        ],
    ]:
        socket.send_multipart(frames)
    for kind, content in [
        ("nonsense_request", {}),
        ("nonsense", {"a": 1}),
        ("comm_open", {"comm_id": "1", "target_name": "x", "data": {}}),
        ("comm_msg", {"comm_id": "1", "data": {}}),
        ("comm_close", {"comm_id": "1"}),
        ("input_reply", {"value": "x"}),
        ("complete_request", {"code": 5, "cursor_pos": "x"}),
        ("complete_request", {"code": "Math.", "cursor_pos": -7}),
        ("complete_request", {"code": "Math.", "cursor_pos": 7000}),
        ("inspect_request", {}),
        ("inspect_request", {"code": "Math.max", "cursor_pos": 1e300}),
        ("is_complete_request", {"code": None}),
        ("history_request", {"hist_access_type": "search", "pattern": "[("}),
        ("history_request", {"hist_access_type": "tail", "n": "many"}),
        ("history_request", {"hist_access_type": "search", "pattern": 5}),
        ("execute_request", {}),
        ("execute_request", {"code": 5, "user_expressions": None}),
        ("execute_request", {"code": "1", "user_expressions": {"x": 5}}),
        ("execute_request", {"code": "1", "user_expressions": "text"}),
    ]:
        wire.send(socket, kind, content)
    assert "must not run" not in session.unread_text()
    cell = session.run("1 + 1")
    assert cell.result == "2"
    assert session.manager.is_alive()
    assert session.log() == ""


def test_comm_info_says_that_there_are_no_comms(shared):
    reply = shared.answer_to(shared.client.comm_info())["content"]
    assert reply == {"status": "ok", "comms": {}}


def test_a_program_that_exits_is_reported_and_the_kernel_lives(shared):
    cell = shared.run("process.exit(3)")
    assert (cell.status, cell.reply["ename"]) == ("error", "ProgramExit")
    assert "exit code 3; all names are gone" in cell.reply["evalue"]
    assert shared.run("1 + 1").result == "2"


@pytest.mark.parametrize(
    "code",
    [
        "const all: object[] = []; while (true) all.push({ a: [1, 2, 3] });",
        "const all: Float64Array[] = []; while (true) all.push(new Float64Array(2 ** 24).fill(1));",
    ],
)
def test_a_memory_bomb_is_reported_and_the_kernel_lives(shared, code):
    cell = shared.run(code)
    assert (cell.status, cell.reply["ename"]) == ("error", "OutOfMemory")
    assert shared.run("1 + 1").result == "2"


def test_a_rejected_promise_fails_the_cell_it_came_from(shared):
    cell = shared.run("Promise.reject(new TypeError('lost')); await new Promise((go) => setTimeout(go, 20));")
    assert (cell.status, cell.reply["ename"], cell.reply["evalue"]) == ("error", "TypeError", "lost")
    awaited = shared.run("await Promise.reject(new TypeError('awaited'))")
    assert (awaited.status, awaited.reply["evalue"]) == ("error", "awaited")


def test_reading_stdin_is_a_clear_error(shared):
    cell = shared.run("process.stdin.resume();")
    assert (cell.status, cell.reply["evalue"].split(";")[0]) == ("error", "stdin: a notebook has no keyboard input")


def test_nothing_is_written_to_the_servers_log(shared):
    """Comes after the tests that spin, flood, exit and run out of memory."""
    shared.run('import { planar35, scatter } from "./src";\nconst { X, Y } = planar35();')
    plot = shared.run("scatter(X, Y)")
    [picture] = plot.of("execute_result")
    assert picture["data"]["image/svg+xml"].startswith("<svg")
    assert shared.log() == ""


def test_a_shutdown_is_answered_and_leaves_no_process(session):
    session.run('import { planar35, scatter } from "./src";\nconst { X, Y } = planar35();\nscatter(X, Y)')
    processes = session.processes()
    assert len(processes) >= 3  # the kernel, the program of the cells, the renderer of plots
    session.client.shutdown()
    reply = session.client.get_control_msg(timeout=SECONDS)
    assert (reply["msg_type"], reply["content"]) == ("shutdown_reply", {"status": "ok", "restart": False})
    assert all_end(processes)
    assert session.log() == ""


def test_a_shutdown_while_a_cell_spins_leaves_no_process(session):
    session.start("while (true) {}")
    processes = session.processes()
    session.manager.shutdown_kernel()
    assert all_end(processes)


def test_a_restart_leaves_no_old_process_and_no_name(session):
    session.run("var old = 1;")
    processes = session.processes()
    session.manager.restart_kernel()
    session.client.wait_for_ready(timeout=SECONDS)
    assert all_end(processes)
    cell = session.run("typeof globalThis['old' as keyof typeof globalThis]")
    assert (cell.result, cell.reply["execution_count"]) == ("'undefined'", 1)
    assert len(session.processes()) >= 2


SERVER = """
import sys, time
from sessions import Session
session = Session()
session.start("while (true) {}")
print(*[process.pid for process in session.processes()], flush=True)
time.sleep(600)
"""


def test_a_killed_server_leaves_no_process_even_while_a_cell_spins():
    with subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True) as server:
        processes = [psutil.Process(int(pid)) for pid in server.stdout.readline().split()]
        server.kill()
    assert len(processes) >= 2
    assert all_end(processes)


def test_a_killed_kernel_leaves_no_process(session):
    session.start("while (true) {}")
    kernel, *children = session.processes()
    kernel.kill()
    assert len(children) >= 1
    assert all_end(children)
