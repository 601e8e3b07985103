#!/bin/sh
# What README.md and doc/ show runs, and prints what they show.
exec "${IDEM_PYTHON:-python3}" readme.py
