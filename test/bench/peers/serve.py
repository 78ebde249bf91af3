"""One peer of the benchmark: python serve.py numpy|numpy_buffers|torch|sklearn.

Its first line tells what it is. Then each line in, {"workload": {...}, "updates": k, "parameters": false}, gives a line
out: {"seconds": ..., "cost": ..., "parameters": [[W, b], ...]}. It ends when its input ends.
"""

import importlib
import json
import signal
import sys


def main(peer):
    programs = importlib.import_module(f"{peer}_programs")
    print(json.dumps({"about": programs.about()}), flush=True)
    made = {}
    for line in sys.stdin:
        request = json.loads(line)
        key = json.dumps(request["workload"])
        if key not in made:
            made.clear()
            made[key] = programs.Program(request["workload"])
        seconds, cost, parameters = made[key].train(request["updates"])
        answer = {"seconds": seconds, "cost": cost}
        if request.get("parameters"):
            answer["parameters"] = [[W.tolist(), b.tolist()] for W, b in parameters]
        print(json.dumps(answer), flush=True)


# Ctrl+C, and the end of the program that asks, end this one without a traceback.
signal.signal(signal.SIGINT, signal.SIG_DFL)
if hasattr(signal, "SIGPIPE"):
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
main(sys.argv[1])
