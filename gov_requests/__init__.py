"""政府信息公开依申请公开: the house in walking order.

The listing is alphabetical, the process is not. From the ground up:

* ``statute``: the law. Standard library only; every symbol names its article.
* ``workdays``: the working-day calendar (放假安排); ``today``: the clock on the wall.
* ``moves``, ``procedure``, ``access``, ``lights``, ``masking``: the office's own rules.
* ``records``: the file room, the only place that commits.
* ``web``, ``documents``: forms and pages, letters.
* The rooms a request walks through: ``intake``, ``handling``, ``review``, ``replies``; around them ``cases``, ``desk``, ``oversight``,
  ``accounts``, ``admin``, ``audit``. No room imports another.
* ``commands``, ``demo``: the command line and the practice district.
"""
