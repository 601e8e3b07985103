#!/bin/sh
# README.md and doc/ show what really happens.
exec "${IDEM_PYTHON:-python3}" readme.py
