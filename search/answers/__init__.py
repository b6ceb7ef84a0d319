"""A question and one state of an archive come in; an answer goes out: articles, photos, how it was understood, and why.

The idea.  Whoever asks gives query text and conditions; ``question`` makes one tree of them, and each kind of answer is
one file that puts that tree to the engine, takes the articles it needs from the store, and marks what matched.

The contract.  An answer is frozen records without open files.  Counts are exact, whatever the limit.  Nothing here
writes, and the deadline of a question holds while its answer is put together.

The members: ``question`` (text and conditions -> tree), ``state`` (what one state of an archive can be asked for),
``screening`` (which texts of an article can matter to a tree); ``articles`` (a search), ``photos`` (a search caption by
caption), ``suggestions`` (did you mean), ``explanation`` (what the words stood for, and each clause's hits).

To add a kind of answer: a file with one function that takes a ``State`` and a ``Question``, a record for what it
gives in ``search.hits``, and a method of ``Archive``.

Traps: every ``news search`` is a new process, so ``state`` takes stems from the index and loads no stemmer; an article
read for one tree lacks what only another would look at; an engine knows articles, never single captions.
"""
