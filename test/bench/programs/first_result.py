"""Times kernels from launch to the first cell's result: reads names of kernels, prints milliseconds."""

import subprocess
import sys
import time

from jupyter_client.manager import start_new_kernel


def first_result(name):
    start = time.perf_counter()
    manager, client = start_new_kernel(kernel_name=name, startup_timeout=60, stderr=subprocess.DEVNULL)
    message_id = client.execute("1 + 1")
    while True:
        message = client.get_iopub_msg(timeout=60)
        mine = message["parent_header"].get("msg_id") == message_id
        if mine and message["msg_type"] in ("execute_result", "stream"):  # tslab prints results
            break
    seconds = time.perf_counter() - start
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return 1000 * seconds


for line in sys.stdin:
    print(first_result(line.strip()), flush=True)
