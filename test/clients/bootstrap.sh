#!/bin/sh
# Fifty sessions at the same instant, on a database without the extension.
exec "${IDEM_PYTHON:-python3}" bootstrap.py
