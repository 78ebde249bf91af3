"""Memory in MB of a kernel's processes: after a plot, and when it has been idle since."""

import json
import sys
import time

import psutil
from jupyter_client.manager import start_new_kernel

PLOT = 'import { planar35, scatter } from "./src";\nconst { X, Y } = planar35();\nscatter(X, Y)'


def memory(pid):
    kernel = psutil.Process(pid)
    return [process.memory_info().rss / 2**20 for process in [kernel, *kernel.children(recursive=True)]]


manager, client = start_new_kernel(kernel_name="workbook", startup_timeout=60)
client.execute_interactive(PLOT, timeout=60, output_hook=lambda message: None)
pid = manager.provisioner.process.pid
after_plot = memory(pid)
time.sleep(float(sys.argv[1]))
print(json.dumps({"afterPlot": after_plot, "idle": memory(pid)}))
client.stop_channels()
manager.shutdown_kernel()
