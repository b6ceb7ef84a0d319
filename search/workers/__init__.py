"""Worker processes: tasks come in; their results go out, in the order of the tasks, made on all processors.

The idea.  What depends on one record alone (reading, cleaning, splitting, writing it down) and what depends on stored
rows alone (analysing, building segments) is done by processes of our own; the one that holds the archive's lock only
puts rows into the store.  Results are taken in the order of the input, so ids, duplicates and counts are the same with
any number of processes, and with none.

The contract.  A *task* (``tasks.Task``) is a message, MessagePack of records both sides know; a worker answers with any
number of frames (``messages``), again of records, and says when it is done.  ``pool.Pool.run`` hands tasks out as
workers become free and yields the frames task by task.  What waits to be taken is bounded in bytes: a worker that is
ahead waits.  A task whose worker dies is tried again in smaller parts, each by a fresh worker, until the part that
kills is alone; that part alone is given up, with the reason.

A worker (``child``) is a Python of its own, started from nothing, so it needs no guard in the program that uses this
library and inherits no lock.  It limits its own memory; a clock of the system ends it when one record takes too long,
whatever code is stuck in it; it ends when its parent does, since its input then ends.  It ignores Ctrl-C: its parent
answers that.  Nothing a worker says is unpickled.

The members: ``messages`` (frames on pipes), ``tasks`` (what can be asked), ``pool`` (parent's side), ``child`` and
``jobs`` (the worker's side), ``reading`` (files to refined records) and ``indexing`` (rows to segments).

To add a kind of work: a class with ``run`` in ``jobs.JOBS``, and a function that makes its tasks.

Traps.  Starting a worker costs some tenths of a second: what is small is done in the calling process.  A worker must
never print: its output is the pipe.  Threads of the pool read pipes and the sources; only the caller's touches the
store.
"""
