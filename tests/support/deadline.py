"""deadline.py - waiting for a condition: polled, with an end, never a bare sleep."""
import time


def wait_until(condition, seconds=10, what="the condition", every=0.02):
    """The first true value of condition(); AssertionError naming `what` after `seconds`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(every)
