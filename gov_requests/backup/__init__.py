"""Backup (备份与恢复): the database and everything under ``DATA_DIR`` in one folder that proves itself.

``places`` says what belongs in it, ``database`` how rows get from one engine to the other, ``manifest`` what a backup says of itself,
``create``, ``verify`` and ``restore`` are the three commands, ``staging`` the swap that ends with the old state or the new, never a mix.
"""
