"""Work in processes: results in order, and no process outlives the one that began it."""

import os
import signal
import subprocess
import sys
import time

from detente.processes import on_all_cores

# each call says in which process it is, and would then take minutes
SLOW = """
import os, sys, time
from detente.processes import on_all_cores

def work(seconds):
    print(os.getpid(), flush=True)
    time.sleep(seconds)

for _ in on_all_cores(work, [(300,)] * 4, 2):
    pass
"""


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_results_are_in_the_order_of_the_calls():
    assert list(on_all_cores(divmod, ((n, 3) for n in range(5)), 2)) == [
        *((0, 0), (0, 1), (0, 2), (1, 0), (1, 1)),
    ]


def test_one_job_is_done_in_this_process():
    assert list(on_all_cores(os.getpid, [()], 1)) == [os.getpid()]


def test_processes_end_with_a_parent_that_is_killed():
    program = subprocess.Popen([sys.executable, "-c", SLOW], stdout=subprocess.PIPE, text=True)
    workers = [int(program.stdout.readline()) for _ in range(2)]
    program.send_signal(signal.SIGKILL)
    program.wait()
    for _ in range(600):  # a busy machine; half a minute would do on an idle one
        running = [pid for pid in workers if is_running(pid)]
        if not running:
            break
        time.sleep(0.1)
    program.stdout.close()
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    assert running == []
