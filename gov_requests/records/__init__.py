"""The file room (案卷室): tables, the journal, and the only way to write into them.

``base.one_act`` is the only transaction; ``casefile`` the only writer of facts about a request; ``scope`` the only way to look
a request up. Models are columns and relations: a property may format, never decide.
"""
