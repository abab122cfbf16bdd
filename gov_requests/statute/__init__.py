"""法律: the ground floor. Standard library only, pure functions, every symbol names its article.

``provisions`` what the law says, dated · ``facts`` what happened · ``calendar`` what is asked of a working-day calendar · ``life`` a
request's facts in order · ``reading`` one reading of the clock · ``clock`` both readings · ``proof`` how to recount it by hand ·
``periods`` every other period · ``fees`` 信息处理费 · ``reply_kinds`` 答复类型 · ``remedies`` 复议诉讼救济 ·
``objections`` what may not be done.
"""
