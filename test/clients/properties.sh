#!/bin/sh
# The promises, over random schemas.
exec "${IDEM_PYTHON:-python3}" properties.py
