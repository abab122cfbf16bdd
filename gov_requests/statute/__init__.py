"""法律: the ground floor. Standard library only, pure functions, every symbol names its article.

``provisions`` what the law says, dated · ``facts`` what happened · ``calendar`` what is asked of a working-day calendar · ``life`` a
request's facts in order · ``reading`` and ``safe_reading`` the two readings, ``folding`` what each fact does to them · ``clock`` both
together · ``judgments``, ``proof``, ``explain`` how to recount it by hand · ``last_days`` until when something is in time · ``periods``
every other period · ``fees`` 信息处理费 · ``reply_kinds``, ``report_rows`` 答复类型 · ``remedies`` 救济告知 · ``objections`` what may not
be done · ``wording`` how it is said.
"""
