"""How a careful team does it with SQLAlchemy: create_all(checkfirst=True).

create_all() asks the database for each enum and each table whether it is there
and creates it if not.  Between the question and the CREATE another replica can
do the same.
"""

import enum
import sys

from sqlalchemy import Boolean, Column, DateTime, Enum, ForeignKey, Integer, MetaData, String, Table, \
    create_engine, func, pool


class UserRole(enum.Enum):
    admin, clinic_admin, doctor, receptionist, patient = range(5)


class SubscriptionStatus(enum.Enum):
    free, premium, expired = range(3)


class AppointmentStatus(enum.Enum):
    scheduled, confirmed, in_progress, completed, cancelled, no_show = range(6)


def clinics(metadata):
    return Table(
        "clinics", metadata,
        Column("id", Integer, primary_key=True),
        Column("name", String(255), nullable=False, index=True),
        Column("subscription_status", Enum(SubscriptionStatus), nullable=False),
        Column("is_active", Boolean, nullable=False))


def auth(metadata):
    clinics(metadata)
    Table(
        "users", metadata,
        Column("id", Integer, primary_key=True),
        Column("email", String(255), nullable=False, unique=True, index=True),
        Column("role", Enum(UserRole), nullable=False),
        Column("clinic_id", ForeignKey("clinics.id", ondelete="SET NULL"), index=True),
        Column("created_at", DateTime(timezone=True), server_default=func.now()))


def clinic(metadata):
    clinics(metadata)


def scheduling(metadata):
    Table(
        "appointments", metadata,
        Column("id", Integer, primary_key=True),
        Column("doctor_id", Integer, nullable=False, index=True),
        Column("starts_at", DateTime(timezone=True), nullable=False),
        Column("status", Enum(AppointmentStatus), nullable=False))
    Table(
        "doctor_availability", metadata,
        Column("id", Integer, primary_key=True),
        Column("doctor_id", Integer, nullable=False, index=True))


def pacs(metadata):
    Table("patients", metadata, Column("id", Integer, primary_key=True),
          Column("mrn", String(64), nullable=False, unique=True))
    Table("studies", metadata, Column("id", Integer, primary_key=True),
          Column("patient_id", ForeignKey("patients.id"), nullable=False, index=True))
    Table("images", metadata, Column("id", Integer, primary_key=True),
          Column("study_id", ForeignKey("studies.id"), nullable=False, index=True))


def start(service, url="postgresql+psycopg2://"):
    metadata = MetaData()
    {"auth": auth, "clinic": clinic, "scheduling": scheduling, "pacs": pacs}[service](metadata)
    engine = create_engine(url, poolclass=pool.NullPool)
    metadata.create_all(engine, checkfirst=True)


if __name__ == "__main__":
    start(sys.argv[1])
