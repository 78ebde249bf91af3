"""A kernel and a client of it, with what a test asks of them."""

import tempfile
import time
from queue import Empty

import psutil
from jupyter_client import BlockingKernelClient
from jupyter_client.manager import start_new_kernel

SECONDS = 60


class Session:
    """Starts the workbook's kernel and keeps all that it writes to its stdout and stderr."""

    def __init__(self):
        self.written = tempfile.TemporaryFile()
        self.manager, self.client = start_new_kernel(
            kernel_name="workbook", startup_timeout=SECONDS, stdout=self.written, stderr=self.written
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        if self.manager.is_alive():
            self.manager.shutdown_kernel(now=True)
        self.written.close()

    def log(self):
        """What the kernel has written to its stdout and stderr, which is the server's log."""
        self.written.seek(0)
        return self.written.read().decode()

    def processes(self):
        """The kernel's processes, its own first."""
        kernel = psutil.Process(self.manager.provisioner.process.pid)
        return [kernel, *kernel.children(recursive=True)]

    def run(self, code, client=None, **options):
        """Runs a cell to its end."""
        client = client or self.client
        messages = []
        reply = client.execute_interactive(code, timeout=SECONDS, output_hook=messages.append, **options)
        return Cell(reply, messages)

    def second_client(self):
        """Another client, as another program would make it: with an identity of its own."""
        client = BlockingKernelClient()
        client.load_connection_info(self.manager.get_connection_info())
        client.start_channels()
        client.wait_for_ready(timeout=SECONDS)
        return client

    def answer_to(self, message_id, client=None):
        """The reply to a request, those to others left out."""
        return (client or self.client)._recv_reply(message_id, timeout=SECONDS)

    def start(self, code, **options):
        """Sends a cell and waits until it has said on stdout that it is running; returns the request's id."""
        message_id = self.client.execute(f'console.log("runs");\n{code}', **options)
        self.next_output(message_id, "stream")
        return message_id

    def next_output(self, message_id, kind):
        """The next message of a kind that a request gave rise to."""
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            message = self.client.get_iopub_msg(timeout=SECONDS)
            if message["parent_header"].get("msg_id") == message_id and message["msg_type"] == kind:
                return message["content"]
        raise TimeoutError(f"no {kind} came")

    def interrupt(self, message_id):
        """Interrupts a running cell as JupyterLab does; returns the cell's reply and the seconds it took to come."""
        start = time.monotonic()
        self.manager.interrupt_kernel()
        return self.answer_to(message_id)["content"], time.monotonic() - start

    def unread_text(self):
        """All text in the outputs that nobody has read yet."""
        texts = []
        while True:
            try:
                texts.append(str(self.client.get_iopub_msg(timeout=0.5)["content"]))
            except Empty:
                return "\n".join(texts)


class Cell:
    """How a cell ended, and its outputs in order."""

    def __init__(self, reply, messages):
        self.reply = reply["content"]
        self.outputs = [(message["msg_type"], message["content"]) for message in messages]

    @property
    def status(self):
        return self.reply["status"]

    def of(self, kind):
        """The contents of all messages of a kind."""
        return [content for what, content in self.outputs if what == kind]

    @property
    def kinds(self):
        return [what for what, _ in self.outputs if what not in ("status", "execute_input")]

    @property
    def result(self):
        """The text of the last expression's value."""
        [content] = self.of("execute_result")
        return content["data"]["text/plain"]

    def printed(self, name="stdout"):
        return "".join(content["text"] for content in self.of("stream") if content["name"] == name)


def gone(process):
    """Whether a process has ended; one that nobody has waited for has, too."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def all_end(processes, seconds=15):
    """Whether processes end within a time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if all(gone(process) for process in processes):
            return True
        time.sleep(0.05)
    return False
