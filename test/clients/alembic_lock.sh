#!/bin/sh
# Fifty replicas of an ordinary Alembic project, with idem.lock() in its env.py.
exec "${IDEM_PYTHON:-python3}" alembic_lock.py
