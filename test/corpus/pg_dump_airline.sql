--
-- The schema of an airline's back office, as pg_dump -s --no-owner writes it
-- roles: app_ro app_rw
--
-- PostgreSQL database dump
--

-- Dumped from database version 15.18
-- Dumped by pg_dump version 15.18

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: audit; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA audit;

--
-- Name: booking; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA booking;

--
-- Name: crm; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA crm;

--
-- Name: fleet; Type: SCHEMA; Schema: -; Owner: -
--

CREATE SCHEMA fleet;

--
-- Name: booking_status; Type: TYPE; Schema: booking; Owner: -
--

CREATE TYPE booking.booking_status AS ENUM (
    'held',
    'booked',
    'boarded',
    'cancelled'
);

--
-- Name: iata; Type: DOMAIN; Schema: booking; Owner: -
--

CREATE DOMAIN booking.iata AS character(3)
	CONSTRAINT iata_check CHECK ((VALUE ~ '^[A-Z]{3}$'::text));

--
-- Name: channel; Type: TYPE; Schema: crm; Owner: -
--

CREATE TYPE crm.channel AS ENUM (
    'mail',
    'phone',
    'post'
);

--
-- Name: postal; Type: TYPE; Schema: crm; Owner: -
--

CREATE TYPE crm.postal AS (
	street text,
	zip text,
	city text
);

--
-- Name: log(); Type: FUNCTION; Schema: audit; Owner: -
--

CREATE FUNCTION audit.log() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

--
-- Name: distance(booking.iata, booking.iata); Type: FUNCTION; Schema: booking; Owner: -
--

CREATE FUNCTION booking.distance(a booking.iata, b booking.iata DEFAULT 'HAM'::bpchar) RETURNS integer
    LANGUAGE sql STABLE
    AS $$SELECT abs(ascii(a::text) - ascii(b::text))$$;

SET default_tablespace = '';

--
-- Name: change; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
)
PARTITION BY RANGE (at);

--
-- Name: change_id_seq; Type: SEQUENCE; Schema: audit; Owner: -
--

CREATE SEQUENCE audit.change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: change_id_seq; Type: SEQUENCE OWNED BY; Schema: audit; Owner: -
--

ALTER SEQUENCE audit.change_id_seq OWNED BY audit.change.id;

SET default_table_access_method = heap;

--
-- Name: change_2024_01; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_01 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_02; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_02 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_03; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_03 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_04; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_04 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_05; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_05 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_06; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_06 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_07; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_07 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_08; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_08 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_09; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_09 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_10; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_10 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_11; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_11 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_2024_12; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_2024_12 (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: change_rest; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.change_rest (
    id bigint DEFAULT nextval('audit.change_id_seq'::regclass) NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    tbl text NOT NULL,
    op "char" NOT NULL,
    before jsonb,
    after jsonb
);

--
-- Name: login_event; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
)
PARTITION BY RANGE (at);

--
-- Name: login_event_2024_01; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_01 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_02; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_02 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_03; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_03 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_04; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_04 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_05; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_05 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_06; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_06 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_07; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_07 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_08; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_08 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_09; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_09 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_10; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_10 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_11; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_11 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_2024_12; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_2024_12 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: login_event_id_seq; Type: SEQUENCE; Schema: audit; Owner: -
--

ALTER TABLE audit.login_event ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.login_event_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: login_event_rest; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.login_event_rest (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    customer_id bigint NOT NULL,
    agent text,
    ip inet
);

--
-- Name: position_report; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
)
PARTITION BY RANGE (at);

--
-- Name: position_report_2024_01; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_01 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_02; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_02 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_03; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_03 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_04; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_04 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_05; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_05 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_06; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_06 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_07; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_07 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_08; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_08 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_09; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_09 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_10; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_10 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_11; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_11 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_2024_12; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_2024_12 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: position_report_id_seq; Type: SEQUENCE; Schema: audit; Owner: -
--

ALTER TABLE audit.position_report ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.position_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: position_report_rest; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.position_report_rest (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    aircraft_id bigint NOT NULL,
    lat numeric(9,6),
    lon numeric(9,6),
    altitude integer,
    CONSTRAINT position_report_altitude_check CHECK ((altitude > '-500'::integer))
);

--
-- Name: price_change; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
)
PARTITION BY RANGE (at);

--
-- Name: price_change_2024_01; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_01 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_02; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_02 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_03; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_03 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_04; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_04 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_05; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_05 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_06; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_06 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_07; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_07 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_08; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_08 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_09; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_09 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_10; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_10 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_11; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_11 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_2024_12; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_2024_12 (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: price_change_id_seq; Type: SEQUENCE; Schema: audit; Owner: -
--

ALTER TABLE audit.price_change ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.price_change_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: price_change_rest; Type: TABLE; Schema: audit; Owner: -
--

CREATE TABLE audit.price_change_rest (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    fare_id bigint NOT NULL,
    old numeric(12,2),
    new numeric(12,2) DEFAULT 0 NOT NULL
);

--
-- Name: airport; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.airport (
    id bigint NOT NULL,
    paid_at timestamp with time zone,
    token uuid,
    settings jsonb DEFAULT '{}'::jsonb,
    exchange_rate numeric(18,6),
    password_hash character varying(128),
    slug character varying(120) NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    starts_at timestamp with time zone,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    iata booking.iata,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE airport; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.airport IS 'airport; belongs to booking';

--
-- Name: COLUMN airport.paid_at; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.airport.paid_at IS 'from the old system''s field PAID_AT';

--
-- Name: airport_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.airport ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.airport_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: bag; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.bag (
    id bigint NOT NULL,
    passenger_id bigint NOT NULL,
    gender character varying(10),
    code character varying(20) NOT NULL,
    url text,
    paid_at timestamp with time zone,
    external_id character varying(64),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: bag_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.bag_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: bag_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.bag_id_seq OWNED BY booking.bag.id;

--
-- Name: bag_scan; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.bag_scan (
    id bigint NOT NULL,
    bag_id bigint NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    longitude numeric(9,6),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT bag_scan_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: TABLE bag_scan; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.bag_scan IS 'bag scan; belongs to booking';

--
-- Name: COLUMN bag_scan.balance_cents; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.bag_scan.balance_cents IS 'from the old system''s field BALANCE_CENTS';

--
-- Name: bag_scan_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.bag_scan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: bag_scan_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.bag_scan_id_seq OWNED BY booking.bag_scan.id;

--
-- Name: boarding_pass; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.boarding_pass (
    id bigint NOT NULL,
    passenger_id bigint NOT NULL,
    seat_id bigint NOT NULL,
    comment text,
    user_agent text,
    last_login_at timestamp with time zone,
    settings jsonb DEFAULT '{}'::jsonb,
    external_id character varying(64),
    exchange_rate numeric(18,6),
    duration_ms integer,
    checksum character varying(64),
    "position" integer DEFAULT 0 NOT NULL,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    password_hash character varying(128),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE boarding_pass; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.boarding_pass IS 'boarding pass; belongs to booking';

--
-- Name: boarding_pass_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.boarding_pass_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: boarding_pass_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.boarding_pass_id_seq OWNED BY booking.boarding_pass.id;

--
-- Name: boarding_pass_recent; Type: VIEW; Schema: booking; Owner: -
--

CREATE VIEW booking.boarding_pass_recent AS
 SELECT boarding_pass.id,
    boarding_pass.passenger_id,
    boarding_pass.seat_id,
    boarding_pass.comment,
    boarding_pass.user_agent,
    boarding_pass.last_login_at,
    boarding_pass.settings,
    boarding_pass.external_id,
    boarding_pass.exchange_rate,
    boarding_pass.duration_ms,
    boarding_pass.checksum,
    boarding_pass."position",
    boarding_pass.status,
    boarding_pass.password_hash,
    boarding_pass.created_at,
    boarding_pass.updated_at
   FROM booking.boarding_pass
  WHERE (boarding_pass.created_at > (now() - '7 days'::interval));

--
-- Name: coupon; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.coupon (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    last_name character varying(80) NOT NULL,
    avatar_url text,
    last_login_at timestamp with time zone,
    "position" integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT coupon_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: coupon_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.coupon_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: coupon_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.coupon_id_seq OWNED BY booking.coupon.id;

--
-- Name: exchange; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.exchange (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    last_login_at timestamp with time zone,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    slug character varying(120) NOT NULL,
    comment text,
    archived_at timestamp with time zone,
    weight numeric(8,3),
    checksum character varying(64),
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: exchange_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.exchange_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: exchange_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.exchange_id_seq OWNED BY booking.exchange.id;

--
-- Name: fare; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.fare (
    id bigint NOT NULL,
    route_id bigint NOT NULL,
    fare_class_id bigint NOT NULL,
    checksum character varying(64),
    paid_at timestamp with time zone,
    latitude numeric(9,6),
    expires_at timestamp with time zone,
    last_name character varying(80) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE fare; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.fare IS 'fare; belongs to booking';

--
-- Name: fare_class; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.fare_class (
    id bigint NOT NULL,
    latitude numeric(9,6),
    archived_at timestamp with time zone,
    gender character varying(10),
    discount numeric(5,4),
    ends_at timestamp with time zone,
    last_name character varying(80) NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    notes text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: fare_class_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.fare_class_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: fare_class_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.fare_class_id_seq OWNED BY booking.fare_class.id;

--
-- Name: fare_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.fare_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: fare_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.fare_id_seq OWNED BY booking.fare.id;

--
-- Name: fee; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.fee (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    color character varying(7),
    user_agent text,
    version integer DEFAULT 1 NOT NULL,
    sign_in_count integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE fee; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.fee IS 'fee; belongs to booking';

--
-- Name: COLUMN fee.color; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.fee.color IS 'from the old system''s field COLOR';

--
-- Name: fee_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.fee ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME booking.fee_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: flight; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.flight (
    id bigint NOT NULL,
    route_id bigint NOT NULL,
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    description text,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    latitude numeric(9,6),
    password_hash character varying(128),
    title character varying(200) NOT NULL,
    name character varying(120) NOT NULL,
    city character varying(100),
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT flight_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: flight_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.flight ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.flight_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: flight_recent; Type: VIEW; Schema: booking; Owner: -
--

CREATE VIEW booking.flight_recent AS
 SELECT flight.id,
    flight.route_id,
    flight.currency,
    flight.description,
    flight.tags,
    flight.latitude,
    flight.password_hash,
    flight.title,
    flight.name,
    flight.city,
    flight.locale,
    flight.run_at,
    flight.is_default,
    flight.created_at,
    flight.updated_at
   FROM booking.flight
  WHERE (flight.created_at > (now() - '7 days'::interval));

--
-- Name: gate; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.gate (
    id bigint NOT NULL,
    terminal_id bigint NOT NULL,
    content_type character varying(100),
    kind character varying(20) NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    country_code character varying(2) NOT NULL,
    checksum character varying(64),
    city character varying(100),
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE gate; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.gate IS 'gate; belongs to booking';

--
-- Name: COLUMN gate.content_type; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.gate.content_type IS 'from the old system''s field CONTENT_TYPE';

--
-- Name: gate_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.gate_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: gate_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.gate_id_seq OWNED BY booking.gate.id;

--
-- Name: insurance; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.insurance (
    id bigint NOT NULL,
    reservation_id bigint NOT NULL,
    latitude numeric(9,6),
    discount numeric(5,4),
    exchange_rate numeric(18,6),
    locked_at timestamp with time zone,
    country_code character varying(2) NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    payload jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE insurance; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.insurance IS 'insurance; belongs to booking';

--
-- Name: insurance_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.insurance ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.insurance_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: insurance_recent; Type: VIEW; Schema: booking; Owner: -
--

CREATE VIEW booking.insurance_recent AS
 SELECT insurance.id,
    insurance.reservation_id,
    insurance.latitude,
    insurance.discount,
    insurance.exchange_rate,
    insurance.locked_at,
    insurance.country_code,
    insurance.settings,
    insurance.payload,
    insurance.created_at,
    insurance.updated_at
   FROM booking.insurance
  WHERE (insurance.created_at > (now() - '7 days'::interval));

--
-- Name: itinerary; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.itinerary (
    id bigint NOT NULL,
    reservation_id bigint NOT NULL,
    expires_at timestamp with time zone,
    user_agent text,
    password_hash character varying(128),
    description text,
    balance_cents bigint DEFAULT 0 NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    title character varying(200) NOT NULL,
    comment text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: itinerary_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.itinerary_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: itinerary_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.itinerary_id_seq OWNED BY booking.itinerary.id;

--
-- Name: leg; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.leg (
    id bigint NOT NULL,
    flight_id bigint NOT NULL,
    city character varying(100),
    is_default boolean DEFAULT false NOT NULL,
    token uuid,
    ip_address inet,
    is_active boolean DEFAULT true NOT NULL,
    expires_at timestamp with time zone,
    quantity integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN leg.city; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.leg.city IS 'from the old system''s field CITY';

--
-- Name: leg_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.leg_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: leg_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.leg_id_seq OWNED BY booking.leg.id;

--
-- Name: meal; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.meal (
    id bigint NOT NULL,
    leg_id bigint NOT NULL,
    checksum character varying(64),
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    token uuid,
    color character varying(7),
    score double precision,
    balance_cents bigint DEFAULT 0 NOT NULL,
    user_agent text,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    city character varying(100),
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: meal_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.meal ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.meal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: meal_recent; Type: VIEW; Schema: booking; Owner: -
--

CREATE VIEW booking.meal_recent AS
 SELECT meal.id,
    meal.leg_id,
    meal.checksum,
    meal.locale,
    meal.token,
    meal.color,
    meal.score,
    meal.balance_cents,
    meal.user_agent,
    meal.status,
    meal.tax_rate,
    meal.city,
    meal.metadata,
    meal.created_at,
    meal.updated_at
   FROM booking.meal
  WHERE (meal.created_at > (now() - '7 days'::interval));

--
-- Name: passenger; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.passenger (
    id bigint NOT NULL,
    reservation_id bigint NOT NULL,
    score double precision,
    slug character varying(120) NOT NULL,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    due_on date,
    weight numeric(8,3),
    url text,
    postal_code character varying(16),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE passenger; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.passenger IS 'passenger; belongs to booking';

--
-- Name: COLUMN passenger.score; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.passenger.score IS 'from the old system''s field SCORE';

--
-- Name: passenger_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.passenger ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.passenger_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: price_quote; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.price_quote (
    id bigint NOT NULL,
    fare_id bigint NOT NULL,
    last_name character varying(80) NOT NULL,
    description text,
    latitude numeric(9,6),
    avatar_url text,
    slug character varying(120) NOT NULL,
    retries smallint DEFAULT 0 NOT NULL,
    checksum character varying(64),
    settings jsonb DEFAULT '{}'::jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: price_quote_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.price_quote ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME booking.price_quote_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: price_rule; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.price_rule (
    id bigint NOT NULL,
    fare_id bigint NOT NULL,
    starts_at timestamp with time zone,
    postal_code character varying(16),
    last_login_at timestamp with time zone,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    invoice_number character varying(40),
    is_default boolean DEFAULT false NOT NULL,
    color character varying(7),
    expires_at timestamp with time zone,
    password_hash character varying(128),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE price_rule; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.price_rule IS 'price rule; belongs to booking';

--
-- Name: price_rule_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.price_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: price_rule_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.price_rule_id_seq OWNED BY booking.price_rule.id;

--
-- Name: promo; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.promo (
    id bigint NOT NULL,
    last_login_at timestamp with time zone,
    region character varying(80),
    payload jsonb NOT NULL,
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    paid_at timestamp with time zone,
    priority smallint DEFAULT 0 NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    street character varying(200),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT promo_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: TABLE promo; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.promo IS 'promo; belongs to booking';

--
-- Name: promo_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.promo_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: promo_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.promo_id_seq OWNED BY booking.promo.id;

--
-- Name: promo_recent; Type: VIEW; Schema: booking; Owner: -
--

CREATE VIEW booking.promo_recent AS
 SELECT promo.id,
    promo.last_login_at,
    promo.region,
    promo.payload,
    promo.currency,
    promo.paid_at,
    promo.priority,
    promo.run_at,
    promo.street,
    promo.created_at,
    promo.updated_at
   FROM booking.promo
  WHERE (promo.created_at > (now() - '7 days'::interval));

--
-- Name: refund; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.refund (
    id bigint NOT NULL,
    ticket_id bigint NOT NULL,
    city character varying(100),
    region character varying(80),
    content_type character varying(100),
    reference character varying(64),
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN refund.city; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.refund.city IS 'from the old system''s field CITY';

--
-- Name: refund_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.refund ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.refund_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: reservation; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.reservation (
    id bigint NOT NULL,
    flight_id bigint NOT NULL,
    user_agent text,
    "position" integer DEFAULT 0 NOT NULL,
    name character varying(120) NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    discount numeric(5,4),
    last_name character varying(80) NOT NULL,
    state booking.booking_status DEFAULT 'held'::booking.booking_status NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: reservation_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.reservation ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.reservation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: route; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.route (
    id bigint NOT NULL,
    airport_id bigint NOT NULL,
    last_name character varying(80) NOT NULL,
    city character varying(100),
    settings jsonb DEFAULT '{}'::jsonb,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    digest bytea,
    paid_at timestamp with time zone,
    starts_at timestamp with time zone,
    due_on date,
    checksum character varying(64),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN route.last_name; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.route.last_name IS 'from the old system''s field LAST_NAME';

--
-- Name: route_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.route_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: route_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.route_id_seq OWNED BY booking.route.id;

--
-- Name: seat; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.seat (
    id bigint NOT NULL,
    flight_id bigint NOT NULL,
    birth_date date,
    timezone character varying(40),
    locked_at timestamp with time zone,
    duration_ms integer,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: seat_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.seat ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.seat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: seat_map; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.seat_map (
    id bigint NOT NULL,
    flight_id bigint NOT NULL,
    ip_address inet,
    score double precision,
    notes text,
    color character varying(7),
    email character varying(255) NOT NULL,
    total numeric(12,2),
    expires_at timestamp with time zone,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    archived_at timestamp with time zone,
    due_on date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: seat_map_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.seat_map_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: seat_map_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.seat_map_id_seq OWNED BY booking.seat_map.id;

--
-- Name: ssr; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.ssr (
    id bigint NOT NULL,
    passenger_id bigint NOT NULL,
    code character varying(20) NOT NULL,
    duration_ms integer,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    timezone character varying(40),
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    comment text,
    balance_cents bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: ssr_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.ssr_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: ssr_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.ssr_id_seq OWNED BY booking.ssr.id;

--
-- Name: ssr_recent; Type: VIEW; Schema: booking; Owner: -
--

CREATE VIEW booking.ssr_recent AS
 SELECT ssr.id,
    ssr.passenger_id,
    ssr.code,
    ssr.duration_ms,
    ssr.metadata,
    ssr.timezone,
    ssr.time_zone,
    ssr.comment,
    ssr.balance_cents,
    ssr.created_at,
    ssr.updated_at
   FROM booking.ssr
  WHERE (ssr.created_at > (now() - '7 days'::interval));

--
-- Name: tax; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.tax (
    id bigint NOT NULL,
    airport_id bigint NOT NULL,
    invoice_number character varying(40),
    notes text,
    discount numeric(5,4),
    user_agent text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN tax.invoice_number; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON COLUMN booking.tax.invoice_number IS 'from the old system''s field INVOICE_NUMBER';

--
-- Name: tax_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.tax ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME booking.tax_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: terminal; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.terminal (
    id bigint NOT NULL,
    airport_id bigint NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    weight numeric(8,3),
    retries smallint DEFAULT 0 NOT NULL,
    postal_code character varying(16),
    payload jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE terminal; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.terminal IS 'terminal; belongs to booking';

--
-- Name: terminal_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

ALTER TABLE booking.terminal ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME booking.terminal_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: terminal_recent; Type: VIEW; Schema: booking; Owner: -
--

CREATE VIEW booking.terminal_recent AS
 SELECT terminal.id,
    terminal.airport_id,
    terminal.tags,
    terminal.weight,
    terminal.retries,
    terminal.postal_code,
    terminal.payload,
    terminal.created_at,
    terminal.updated_at
   FROM booking.terminal
  WHERE (terminal.created_at > (now() - '7 days'::interval));

--
-- Name: ticket; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.ticket (
    id bigint NOT NULL,
    passenger_id bigint NOT NULL,
    last_login_at timestamp with time zone,
    balance_cents bigint DEFAULT 0 NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    quantity integer DEFAULT 1 NOT NULL,
    email character varying(255) NOT NULL,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    first_name character varying(80) NOT NULL,
    state booking.booking_status DEFAULT 'held'::booking.booking_status NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE ticket; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.ticket IS 'ticket; belongs to booking';

--
-- Name: ticket_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.ticket_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: ticket_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.ticket_id_seq OWNED BY booking.ticket.id;

--
-- Name: upgrade; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.upgrade (
    id bigint NOT NULL,
    passenger_id bigint NOT NULL,
    fare_class_id bigint NOT NULL,
    last_name character varying(80) NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    region character varying(80),
    duration_ms integer,
    checksum character varying(64),
    token uuid,
    ip_address inet,
    first_name character varying(80) NOT NULL,
    weight numeric(8,3),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE upgrade; Type: COMMENT; Schema: booking; Owner: -
--

COMMENT ON TABLE booking.upgrade IS 'upgrade; belongs to booking';

--
-- Name: upgrade_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.upgrade_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: upgrade_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.upgrade_id_seq OWNED BY booking.upgrade.id;

--
-- Name: waitlist; Type: TABLE; Schema: booking; Owner: -
--

CREATE TABLE booking.waitlist (
    id bigint NOT NULL,
    flight_id bigint NOT NULL,
    passenger_id bigint NOT NULL,
    avatar_url text,
    score double precision,
    exchange_rate numeric(18,6),
    country_code character varying(2) NOT NULL,
    city character varying(100),
    version integer DEFAULT 1 NOT NULL,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: waitlist_id_seq; Type: SEQUENCE; Schema: booking; Owner: -
--

CREATE SEQUENCE booking.waitlist_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: waitlist_id_seq; Type: SEQUENCE OWNED BY; Schema: booking; Owner: -
--

ALTER SEQUENCE booking.waitlist_id_seq OWNED BY booking.waitlist.id;

--
-- Name: address; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.address (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    street character varying(200),
    content_type character varying(100),
    ip_address inet,
    last_login_at timestamp with time zone,
    phone character varying(32),
    locked_at timestamp with time zone,
    ends_at timestamp with time zone,
    digest bytea,
    password_hash character varying(128),
    postal crm.postal,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE address; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.address IS 'address; belongs to crm';

--
-- Name: COLUMN address.street; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.address.street IS 'from the old system''s field STREET';

--
-- Name: address_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.address_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: address_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.address_id_seq OWNED BY crm.address.id;

--
-- Name: agent; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.agent (
    id bigint NOT NULL,
    archived_at timestamp with time zone,
    user_agent text,
    password_hash character varying(128),
    reference character varying(64),
    birth_date date,
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN agent.archived_at; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.agent.archived_at IS 'from the old system''s field ARCHIVED_AT';

--
-- Name: agent_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.agent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: agent_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.agent_id_seq OWNED BY crm.agent.id;

--
-- Name: call; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.call (
    id bigint NOT NULL,
    agent_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    retries smallint DEFAULT 0 NOT NULL,
    score double precision,
    exchange_rate numeric(18,6),
    user_agent text,
    digest bytea,
    via crm.channel DEFAULT 'mail'::crm.channel,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE call; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.call IS 'call; belongs to crm';

--
-- Name: call_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.call_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: call_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.call_id_seq OWNED BY crm.call.id;

--
-- Name: campaign; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.campaign (
    id bigint NOT NULL,
    segment_id bigint NOT NULL,
    city character varying(100),
    color character varying(7),
    comment text,
    settings jsonb DEFAULT '{}'::jsonb,
    slug character varying(120) NOT NULL,
    street character varying(200),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE campaign; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.campaign IS 'campaign; belongs to crm';

--
-- Name: campaign_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.campaign ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME crm.campaign_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: case_file; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.case_file (
    id bigint NOT NULL,
    complaint_id bigint NOT NULL,
    retries smallint DEFAULT 0 NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    email character varying(255) NOT NULL,
    exchange_rate numeric(18,6),
    is_default boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE case_file; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.case_file IS 'case file; belongs to crm';

--
-- Name: COLUMN case_file.retries; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.case_file.retries IS 'from the old system''s field RETRIES';

--
-- Name: case_file_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.case_file_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: case_file_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.case_file_id_seq OWNED BY crm.case_file.id;

--
-- Name: chat; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.chat (
    id bigint NOT NULL,
    agent_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    due_on date,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    comment text,
    first_name character varying(80) NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    city character varying(100),
    locked_at timestamp with time zone,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    ip_address inet,
    expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: chat_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.chat ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.chat_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: company; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.company (
    id bigint NOT NULL,
    due_on date,
    city character varying(100),
    title character varying(200) NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    color character varying(7),
    comment text,
    locked_at timestamp with time zone,
    slug character varying(120) NOT NULL,
    postal crm.postal,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE company; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.company IS 'company; belongs to crm';

--
-- Name: company_contract; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.company_contract (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    phone character varying(32),
    token uuid,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    ends_at timestamp with time zone,
    color character varying(7),
    ip_address inet,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE company_contract; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.company_contract IS 'company contract; belongs to crm';

--
-- Name: company_contract_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.company_contract_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: company_contract_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.company_contract_id_seq OWNED BY crm.company_contract.id;

--
-- Name: company_contract_recent; Type: VIEW; Schema: crm; Owner: -
--

CREATE VIEW crm.company_contract_recent AS
 SELECT company_contract.id,
    company_contract.company_id,
    company_contract.phone,
    company_contract.token,
    company_contract.amount,
    company_contract.ends_at,
    company_contract.color,
    company_contract.ip_address,
    company_contract.time_zone,
    company_contract.attempts,
    company_contract.created_at,
    company_contract.updated_at
   FROM crm.company_contract
  WHERE (company_contract.created_at > (now() - '7 days'::interval));

--
-- Name: company_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.company_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: company_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.company_id_seq OWNED BY crm.company.id;

--
-- Name: complaint; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.complaint (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    retries smallint DEFAULT 0 NOT NULL,
    content_type character varying(100),
    slug character varying(120) NOT NULL,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    host character varying(255),
    quantity integer DEFAULT 1 NOT NULL,
    payload jsonb NOT NULL,
    street character varying(200),
    archived_at timestamp with time zone,
    token uuid,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE complaint; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.complaint IS 'complaint; belongs to crm';

--
-- Name: complaint_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.complaint ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.complaint_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: complaint_note; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.complaint_note (
    id bigint NOT NULL,
    complaint_id bigint NOT NULL,
    description text,
    due_on date,
    comment text,
    balance_cents bigint DEFAULT 0 NOT NULL,
    score double precision,
    ends_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN complaint_note.description; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.complaint_note.description IS 'from the old system''s field DESCRIPTION';

--
-- Name: complaint_note_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.complaint_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: complaint_note_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.complaint_note_id_seq OWNED BY crm.complaint_note.id;

--
-- Name: complaint_recent; Type: VIEW; Schema: crm; Owner: -
--

CREATE VIEW crm.complaint_recent AS
 SELECT complaint.id,
    complaint.customer_id,
    complaint.retries,
    complaint.content_type,
    complaint.slug,
    complaint.tax_rate,
    complaint.host,
    complaint.quantity,
    complaint.payload,
    complaint.street,
    complaint.archived_at,
    complaint.token,
    complaint.version,
    complaint.created_at,
    complaint.updated_at
   FROM crm.complaint
  WHERE (complaint.created_at > (now() - '7 days'::interval));

--
-- Name: consent; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.consent (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    locked_at timestamp with time zone,
    digest bytea,
    user_agent text,
    duration_ms integer,
    notes text,
    comment text,
    latitude numeric(9,6),
    street character varying(200),
    last_name character varying(80) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE consent; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.consent IS 'consent; belongs to crm';

--
-- Name: consent_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.consent_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: consent_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.consent_id_seq OWNED BY crm.consent.id;

--
-- Name: contact; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.contact (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    url text,
    kind character varying(20) NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    longitude numeric(9,6),
    via crm.channel DEFAULT 'mail'::crm.channel,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE contact; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.contact IS 'contact; belongs to crm';

--
-- Name: COLUMN contact.url; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.contact.url IS 'from the old system''s field URL';

--
-- Name: contact_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.contact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: contact_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.contact_id_seq OWNED BY crm.contact.id;

--
-- Name: customer; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.customer (
    id bigint NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    score double precision,
    city character varying(100),
    gender character varying(10),
    notes text,
    url text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE customer; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.customer IS 'customer; belongs to crm';

--
-- Name: customer_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.customer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: customer_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.customer_id_seq OWNED BY crm.customer.id;

--
-- Name: voucher; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.voucher (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    email character varying(255) NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    birth_date date,
    starts_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    street character varying(200),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE voucher; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.voucher IS 'voucher; belongs to crm';

--
-- Name: customer_value; Type: MATERIALIZED VIEW; Schema: crm; Owner: -
--

CREATE MATERIALIZED VIEW crm.customer_value AS
 SELECT c.id,
    count(v.id) AS vouchers
   FROM (crm.customer c
     LEFT JOIN crm.voucher v ON ((v.customer_id = c.id)))
  GROUP BY c.id
  WITH NO DATA;

--
-- Name: lost_item; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.lost_item (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    user_agent text,
    quantity integer DEFAULT 1 NOT NULL,
    first_name character varying(80) NOT NULL,
    sign_in_count integer DEFAULT 0 NOT NULL,
    color character varying(7),
    region character varying(80),
    token uuid,
    notes text,
    total numeric(12,2),
    headers jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE lost_item; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.lost_item IS 'lost item; belongs to crm';

--
-- Name: lost_item_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.lost_item ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.lost_item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: loyalty_account; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.loyalty_account (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    loyalty_level_id bigint NOT NULL,
    ip_address inet,
    ends_at timestamp with time zone,
    last_login_at timestamp with time zone,
    quantity integer DEFAULT 1 NOT NULL,
    gender character varying(10),
    invoice_number character varying(40),
    exchange_rate numeric(18,6),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN loyalty_account.ip_address; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.loyalty_account.ip_address IS 'from the old system''s field IP_ADDRESS';

--
-- Name: loyalty_account_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.loyalty_account ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME crm.loyalty_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: loyalty_entry; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.loyalty_entry (
    id bigint NOT NULL,
    loyalty_account_id bigint NOT NULL,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    expires_at timestamp with time zone,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE loyalty_entry; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.loyalty_entry IS 'loyalty entry; belongs to crm';

--
-- Name: COLUMN loyalty_entry.time_zone; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.loyalty_entry.time_zone IS 'from the old system''s field TIME_ZONE';

--
-- Name: loyalty_entry_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.loyalty_entry ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME crm.loyalty_entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: loyalty_level; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.loyalty_level (
    id bigint NOT NULL,
    title character varying(200) NOT NULL,
    email character varying(255) NOT NULL,
    reference character varying(64),
    city character varying(100),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE loyalty_level; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.loyalty_level IS 'loyalty level; belongs to crm';

--
-- Name: loyalty_level_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.loyalty_level ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.loyalty_level_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: mailing; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.mailing (
    id bigint NOT NULL,
    campaign_id bigint NOT NULL,
    external_id character varying(64),
    invoice_number character varying(40),
    country_code character varying(2) NOT NULL,
    paid_at timestamp with time zone,
    due_on date,
    last_name character varying(80) NOT NULL,
    color character varying(7),
    region character varying(80),
    balance_cents bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE mailing; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.mailing IS 'mailing; belongs to crm';

--
-- Name: mailing_click; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.mailing_click (
    id bigint NOT NULL,
    mailing_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    content_type character varying(100),
    version integer DEFAULT 1 NOT NULL,
    ends_at timestamp with time zone,
    duration_ms integer,
    description text,
    phone character varying(32),
    token uuid,
    external_id character varying(64),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: mailing_click_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.mailing_click ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME crm.mailing_click_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: mailing_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.mailing_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: mailing_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.mailing_id_seq OWNED BY crm.mailing.id;

--
-- Name: partner; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.partner (
    id bigint NOT NULL,
    last_name character varying(80) NOT NULL,
    locked_at timestamp with time zone,
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    latitude numeric(9,6),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT partner_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: TABLE partner; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.partner IS 'partner; belongs to crm';

--
-- Name: partner_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.partner ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME crm.partner_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: partner_offer; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.partner_offer (
    id bigint NOT NULL,
    partner_id bigint NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    headers jsonb,
    unit_price numeric(12,2) NOT NULL,
    first_name character varying(80) NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    longitude numeric(9,6),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: partner_offer_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.partner_offer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: partner_offer_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.partner_offer_id_seq OWNED BY crm.partner_offer.id;

--
-- Name: partner_recent; Type: VIEW; Schema: crm; Owner: -
--

CREATE VIEW crm.partner_recent AS
 SELECT partner.id,
    partner.last_name,
    partner.locked_at,
    partner.currency,
    partner.latitude,
    partner.created_at,
    partner.updated_at
   FROM crm.partner
  WHERE (partner.created_at > (now() - '7 days'::interval));

--
-- Name: preference; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.preference (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    digest bytea,
    notes text,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    last_login_at timestamp with time zone,
    is_active boolean DEFAULT true NOT NULL,
    region character varying(80),
    password_hash character varying(128),
    latitude numeric(9,6),
    retries smallint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE preference; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.preference IS 'preference; belongs to crm';

--
-- Name: preference_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.preference ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME crm.preference_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: preference_recent; Type: VIEW; Schema: crm; Owner: -
--

CREATE VIEW crm.preference_recent AS
 SELECT preference.id,
    preference.customer_id,
    preference.digest,
    preference.notes,
    preference.amount,
    preference.last_login_at,
    preference.is_active,
    preference.region,
    preference.password_hash,
    preference.latitude,
    preference.retries,
    preference.created_at,
    preference.updated_at
   FROM crm.preference
  WHERE (preference.created_at > (now() - '7 days'::interval));

--
-- Name: referral; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.referral (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    total numeric(12,2),
    last_login_at timestamp with time zone,
    expires_at timestamp with time zone,
    host character varying(255),
    comment text,
    slug character varying(120) NOT NULL,
    quantity integer DEFAULT 1 NOT NULL,
    digest bytea,
    external_id character varying(64),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE referral; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.referral IS 'referral; belongs to crm';

--
-- Name: referral_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.referral_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: referral_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.referral_id_seq OWNED BY crm.referral.id;

--
-- Name: segment; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.segment (
    id bigint NOT NULL,
    paid_at timestamp with time zone,
    last_name character varying(80) NOT NULL,
    password_hash character varying(128),
    description text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE segment; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.segment IS 'segment; belongs to crm';

--
-- Name: COLUMN segment.paid_at; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.segment.paid_at IS 'from the old system''s field PAID_AT';

--
-- Name: segment_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.segment_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: segment_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.segment_id_seq OWNED BY crm.segment.id;

--
-- Name: segment_member; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.segment_member (
    id bigint NOT NULL,
    segment_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    weight numeric(8,3),
    duration_ms integer,
    invoice_number character varying(40),
    email character varying(255) NOT NULL,
    street character varying(200),
    country_code character varying(2) NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    gender character varying(10),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN segment_member.weight; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.segment_member.weight IS 'from the old system''s field WEIGHT';

--
-- Name: segment_member_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.segment_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: segment_member_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.segment_member_id_seq OWNED BY crm.segment_member.id;

--
-- Name: special_need; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.special_need (
    id bigint NOT NULL,
    customer_id bigint NOT NULL,
    exchange_rate numeric(18,6),
    gender character varying(10),
    reference character varying(64),
    user_agent text,
    last_login_at timestamp with time zone,
    country_code character varying(2) NOT NULL,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    phone character varying(32),
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    url text,
    host character varying(255),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE special_need; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON TABLE crm.special_need IS 'special need; belongs to crm';

--
-- Name: special_need_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.special_need_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: special_need_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.special_need_id_seq OWNED BY crm.special_need.id;

--
-- Name: survey; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.survey (
    id bigint NOT NULL,
    score double precision,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    title character varying(200) NOT NULL,
    duration_ms integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN survey.score; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.survey.score IS 'from the old system''s field SCORE';

--
-- Name: survey_answer; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.survey_answer (
    id bigint NOT NULL,
    survey_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    avatar_url text,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    postal_code character varying(16),
    token uuid,
    priority smallint DEFAULT 0 NOT NULL,
    longitude numeric(9,6),
    host character varying(255),
    expires_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN survey_answer.avatar_url; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.survey_answer.avatar_url IS 'from the old system''s field AVATAR_URL';

--
-- Name: survey_answer_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.survey_answer ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.survey_answer_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: survey_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.survey_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: survey_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.survey_id_seq OWNED BY crm.survey.id;

--
-- Name: traveller; Type: TABLE; Schema: crm; Owner: -
--

CREATE TABLE crm.traveller (
    id bigint NOT NULL,
    company_id bigint NOT NULL,
    customer_id bigint NOT NULL,
    duration_ms integer,
    balance_cents bigint DEFAULT 0 NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    starts_at timestamp with time zone,
    phone character varying(32),
    unit_price numeric(12,2) NOT NULL,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    latitude numeric(9,6),
    last_name character varying(80) NOT NULL,
    country_code character varying(2) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN traveller.duration_ms; Type: COMMENT; Schema: crm; Owner: -
--

COMMENT ON COLUMN crm.traveller.duration_ms IS 'from the old system''s field DURATION_MS';

--
-- Name: traveller_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

ALTER TABLE crm.traveller ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME crm.traveller_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: traveller_recent; Type: VIEW; Schema: crm; Owner: -
--

CREATE VIEW crm.traveller_recent AS
 SELECT traveller.id,
    traveller.company_id,
    traveller.customer_id,
    traveller.duration_ms,
    traveller.balance_cents,
    traveller.metadata,
    traveller.starts_at,
    traveller.phone,
    traveller.unit_price,
    traveller.amount,
    traveller.latitude,
    traveller.last_name,
    traveller.country_code,
    traveller.created_at,
    traveller.updated_at
   FROM crm.traveller
  WHERE (traveller.created_at > (now() - '7 days'::interval));

--
-- Name: voucher_id_seq; Type: SEQUENCE; Schema: crm; Owner: -
--

CREATE SEQUENCE crm.voucher_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: voucher_id_seq; Type: SEQUENCE OWNED BY; Schema: crm; Owner: -
--

ALTER SEQUENCE crm.voucher_id_seq OWNED BY crm.voucher.id;

--
-- Name: aircraft; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.aircraft (
    id bigint NOT NULL,
    aircraft_type_id bigint NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    region character varying(80),
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    reference character varying(64),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: aircraft_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.aircraft ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.aircraft_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: aircraft_recent; Type: VIEW; Schema: fleet; Owner: -
--

CREATE VIEW fleet.aircraft_recent AS
 SELECT aircraft.id,
    aircraft.aircraft_type_id,
    aircraft.priority,
    aircraft.region,
    aircraft.amount,
    aircraft.reference,
    aircraft.created_at,
    aircraft.updated_at
   FROM fleet.aircraft
  WHERE (aircraft.created_at > (now() - '7 days'::interval));

--
-- Name: aircraft_type; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.aircraft_type (
    id bigint NOT NULL,
    headers jsonb,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    longitude numeric(9,6),
    host character varying(255),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE aircraft_type; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.aircraft_type IS 'aircraft type; belongs to fleet';

--
-- Name: COLUMN aircraft_type.headers; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.aircraft_type.headers IS 'from the old system''s field HEADERS';

--
-- Name: aircraft_type_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.aircraft_type ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.aircraft_type_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: cabin; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.cabin (
    id bigint NOT NULL,
    aircraft_id bigint NOT NULL,
    discount numeric(5,4),
    comment text,
    ends_at timestamp with time zone,
    invoice_number character varying(40),
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    headers jsonb,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT cabin_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: TABLE cabin; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.cabin IS 'cabin; belongs to fleet';

--
-- Name: cabin_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.cabin_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: cabin_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.cabin_id_seq OWNED BY fleet.cabin.id;

--
-- Name: crew; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.crew (
    id bigint NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    ends_at timestamp with time zone,
    sign_in_count integer DEFAULT 0 NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    duration_ms integer,
    country_code character varying(2) NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    url text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: crew_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.crew_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: crew_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.crew_id_seq OWNED BY fleet.crew.id;

--
-- Name: crew_member; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.crew_member (
    id bigint NOT NULL,
    crew_id bigint NOT NULL,
    crew_rank_id bigint NOT NULL,
    notes text,
    postal_code character varying(16),
    sign_in_count integer DEFAULT 0 NOT NULL,
    score double precision,
    avatar_url text,
    last_login_at timestamp with time zone,
    digest bytea,
    country_code character varying(2) NOT NULL,
    duration_ms integer,
    latitude numeric(9,6),
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: crew_member_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.crew_member_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: crew_member_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.crew_member_id_seq OWNED BY fleet.crew_member.id;

--
-- Name: crew_rank; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.crew_rank (
    id bigint NOT NULL,
    city character varying(100),
    archived_at timestamp with time zone,
    country_code character varying(2) NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    exchange_rate numeric(18,6),
    locked_at timestamp with time zone,
    external_id character varying(64),
    color character varying(7),
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    comment text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE crew_rank; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.crew_rank IS 'crew rank; belongs to fleet';

--
-- Name: crew_rank_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.crew_rank ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.crew_rank_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: defect; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.defect (
    id bigint NOT NULL,
    aircraft_id bigint NOT NULL,
    gender character varying(10),
    external_id character varying(64),
    first_name character varying(80) NOT NULL,
    avatar_url text,
    version integer DEFAULT 1 NOT NULL,
    kind character varying(20) NOT NULL,
    birth_date date,
    comment text,
    archived_at timestamp with time zone,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    slug character varying(120) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: defect_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.defect_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: defect_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.defect_id_seq OWNED BY fleet.defect.id;

--
-- Name: defect_note; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.defect_note (
    id bigint NOT NULL,
    defect_id bigint NOT NULL,
    description text,
    locked_at timestamp with time zone,
    balance_cents bigint DEFAULT 0 NOT NULL,
    latitude numeric(9,6),
    email character varying(255) NOT NULL,
    title character varying(200) NOT NULL,
    checksum character varying(64),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: defect_note_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.defect_note ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.defect_note_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: delay; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.delay (
    id bigint NOT NULL,
    slot_id bigint NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    sign_in_count integer DEFAULT 0 NOT NULL,
    postal_code character varying(16),
    slug character varying(120) NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    archived_at timestamp with time zone,
    city character varying(100),
    title character varying(200) NOT NULL,
    name character varying(120) NOT NULL,
    code character varying(20) NOT NULL,
    locked_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: delay_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.delay_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: delay_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.delay_id_seq OWNED BY fleet.delay.id;

--
-- Name: delay_reason; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.delay_reason (
    id bigint NOT NULL,
    ip_address inet,
    description text,
    color character varying(7),
    payload jsonb NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    bytes bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE delay_reason; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.delay_reason IS 'delay reason; belongs to fleet';

--
-- Name: delay_reason_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.delay_reason ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.delay_reason_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: duty; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.duty (
    id bigint NOT NULL,
    roster_id bigint NOT NULL,
    external_id character varying(64),
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    paid_at timestamp with time zone,
    token uuid,
    is_active boolean DEFAULT true NOT NULL,
    code character varying(20) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE duty; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.duty IS 'duty; belongs to fleet';

--
-- Name: duty_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.duty_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: duty_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.duty_id_seq OWNED BY fleet.duty.id;

--
-- Name: engine; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.engine (
    id bigint NOT NULL,
    aircraft_id bigint NOT NULL,
    city character varying(100),
    is_active boolean DEFAULT true NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    ends_at timestamp with time zone,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    last_name character varying(80) NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    birth_date date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE engine; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.engine IS 'engine; belongs to fleet';

--
-- Name: engine_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.engine_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: engine_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.engine_id_seq OWNED BY fleet.engine.id;

--
-- Name: fuel_uplift; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.fuel_uplift (
    id bigint NOT NULL,
    aircraft_id bigint NOT NULL,
    archived_at timestamp with time zone,
    last_login_at timestamp with time zone,
    postal_code character varying(16),
    external_id character varying(64),
    total numeric(12,2),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE fuel_uplift; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.fuel_uplift IS 'fuel uplift; belongs to fleet';

--
-- Name: COLUMN fuel_uplift.archived_at; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.fuel_uplift.archived_at IS 'from the old system''s field ARCHIVED_AT';

--
-- Name: fuel_uplift_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.fuel_uplift ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.fuel_uplift_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: ground_vehicle; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.ground_vehicle (
    id bigint NOT NULL,
    hangar_id bigint NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    content_type character varying(100),
    city character varying(100),
    sign_in_count integer DEFAULT 0 NOT NULL,
    avatar_url text,
    locked_at timestamp with time zone,
    slug character varying(120) NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: ground_vehicle_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.ground_vehicle ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.ground_vehicle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: handling; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.handling (
    id bigint NOT NULL,
    slot_id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    discount numeric(5,4),
    version integer DEFAULT 1 NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    password_hash character varying(128),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: handling_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.handling_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: handling_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.handling_id_seq OWNED BY fleet.handling.id;

--
-- Name: handling_recent; Type: VIEW; Schema: fleet; Owner: -
--

CREATE VIEW fleet.handling_recent AS
 SELECT handling.id,
    handling.slot_id,
    handling.kind,
    handling.discount,
    handling.version,
    handling.balance_cents,
    handling.password_hash,
    handling.created_at,
    handling.updated_at
   FROM fleet.handling
  WHERE (handling.created_at > (now() - '7 days'::interval));

--
-- Name: hangar; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.hangar (
    id bigint NOT NULL,
    digest bytea,
    score double precision,
    attempts integer DEFAULT 0 NOT NULL,
    longitude numeric(9,6),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: hangar_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.hangar_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: hangar_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.hangar_id_seq OWNED BY fleet.hangar.id;

--
-- Name: inspection; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.inspection (
    id bigint NOT NULL,
    aircraft_id bigint NOT NULL,
    longitude numeric(9,6),
    sign_in_count integer DEFAULT 0 NOT NULL,
    ip_address inet,
    last_login_at timestamp with time zone,
    street character varying(200),
    exchange_rate numeric(18,6),
    email character varying(255) NOT NULL,
    last_name character varying(80) NOT NULL,
    code character varying(20) NOT NULL,
    starts_at timestamp with time zone,
    url text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE inspection; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.inspection IS 'inspection; belongs to fleet';

--
-- Name: inspection_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.inspection_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: inspection_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.inspection_id_seq OWNED BY fleet.inspection.id;

--
-- Name: inspection_recent; Type: VIEW; Schema: fleet; Owner: -
--

CREATE VIEW fleet.inspection_recent AS
 SELECT inspection.id,
    inspection.aircraft_id,
    inspection.longitude,
    inspection.sign_in_count,
    inspection.ip_address,
    inspection.last_login_at,
    inspection.street,
    inspection.exchange_rate,
    inspection.email,
    inspection.last_name,
    inspection.code,
    inspection.starts_at,
    inspection.url,
    inspection.created_at,
    inspection.updated_at
   FROM fleet.inspection
  WHERE (inspection.created_at > (now() - '7 days'::interval));

--
-- Name: license; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.license (
    id bigint NOT NULL,
    crew_member_id bigint NOT NULL,
    region character varying(80),
    attempts integer DEFAULT 0 NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    expires_at timestamp with time zone,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    timezone character varying(40),
    reference character varying(64),
    balance_cents bigint DEFAULT 0 NOT NULL,
    run_at timestamp with time zone DEFAULT now() NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    token uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: license_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.license ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.license_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: maintenance_plan; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.maintenance_plan (
    id bigint NOT NULL,
    aircraft_type_id bigint NOT NULL,
    weight numeric(8,3),
    slug character varying(120) NOT NULL,
    longitude numeric(9,6),
    notes text,
    code character varying(20) NOT NULL,
    title character varying(200) NOT NULL,
    last_name character varying(80) NOT NULL,
    discount numeric(5,4),
    first_name character varying(80) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE maintenance_plan; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.maintenance_plan IS 'maintenance plan; belongs to fleet';

--
-- Name: maintenance_plan_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.maintenance_plan ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.maintenance_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: maintenance_plan_recent; Type: VIEW; Schema: fleet; Owner: -
--

CREATE VIEW fleet.maintenance_plan_recent AS
 SELECT maintenance_plan.id,
    maintenance_plan.aircraft_type_id,
    maintenance_plan.weight,
    maintenance_plan.slug,
    maintenance_plan.longitude,
    maintenance_plan.notes,
    maintenance_plan.code,
    maintenance_plan.title,
    maintenance_plan.last_name,
    maintenance_plan.discount,
    maintenance_plan.first_name,
    maintenance_plan.created_at,
    maintenance_plan.updated_at
   FROM fleet.maintenance_plan
  WHERE (maintenance_plan.created_at > (now() - '7 days'::interval));

--
-- Name: notam; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.notam (
    id bigint NOT NULL,
    invoice_number character varying(40),
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    content_type character varying(100),
    ends_at timestamp with time zone,
    expires_at timestamp with time zone,
    slug character varying(120) NOT NULL,
    country_code character varying(2) NOT NULL,
    url text,
    version integer DEFAULT 1 NOT NULL,
    last_name character varying(80) NOT NULL,
    user_agent text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE notam; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.notam IS 'notam; belongs to fleet';

--
-- Name: notam_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.notam ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.notam_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: part; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.part (
    id bigint NOT NULL,
    last_login_at timestamp with time zone,
    invoice_number character varying(40),
    score double precision,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    duration_ms integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN part.last_login_at; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.part.last_login_at IS 'from the old system''s field LAST_LOGIN_AT';

--
-- Name: part_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.part_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: part_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.part_id_seq OWNED BY fleet.part.id;

--
-- Name: part_stock; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.part_stock (
    id bigint NOT NULL,
    part_id bigint NOT NULL,
    hangar_id bigint NOT NULL,
    last_name character varying(80) NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    digest bytea,
    comment text,
    last_login_at timestamp with time zone,
    discount numeric(5,4),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE part_stock; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.part_stock IS 'part stock; belongs to fleet';

--
-- Name: part_stock_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.part_stock_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: part_stock_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.part_stock_id_seq OWNED BY fleet.part_stock.id;

--
-- Name: part_use; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.part_use (
    id bigint NOT NULL,
    work_order_id bigint NOT NULL,
    part_id bigint NOT NULL,
    url text,
    latitude numeric(9,6),
    postal_code character varying(16),
    phone character varying(32),
    description text,
    notes text,
    name character varying(120) NOT NULL,
    street character varying(200),
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    time_zone character varying(40) DEFAULT 'UTC'::character varying NOT NULL,
    payload jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: part_use_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.part_use_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: part_use_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.part_use_id_seq OWNED BY fleet.part_use.id;

--
-- Name: purchase; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.purchase (
    id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    part_id bigint NOT NULL,
    postal_code character varying(16),
    payload jsonb NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    discount numeric(5,4),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT ck_purchase_times CHECK ((starts_at < ends_at))
);

--
-- Name: COLUMN purchase.postal_code; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.purchase.postal_code IS 'from the old system''s field POSTAL_CODE';

--
-- Name: purchase_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.purchase_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: purchase_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.purchase_id_seq OWNED BY fleet.purchase.id;

--
-- Name: rest_rule; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.rest_rule (
    id bigint NOT NULL,
    crew_rank_id bigint NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    payload jsonb NOT NULL,
    content_type character varying(100),
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    checksum character varying(64),
    kind character varying(20) NOT NULL,
    password_hash character varying(128),
    version integer DEFAULT 1 NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    timezone character varying(40),
    exchange_rate numeric(18,6),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT rest_rule_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: TABLE rest_rule; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.rest_rule IS 'rest rule; belongs to fleet';

--
-- Name: rest_rule_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.rest_rule_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: rest_rule_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.rest_rule_id_seq OWNED BY fleet.rest_rule.id;

--
-- Name: roster; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.roster (
    id bigint NOT NULL,
    crew_member_id bigint NOT NULL,
    starts_at timestamp with time zone,
    city character varying(100),
    sign_in_count integer DEFAULT 0 NOT NULL,
    score double precision,
    balance_cents bigint DEFAULT 0 NOT NULL,
    phone character varying(32),
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    status character varying(20) DEFAULT 'new'::character varying NOT NULL,
    email character varying(255) NOT NULL,
    "position" integer DEFAULT 0 NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: roster_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.roster ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.roster_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: seat_block; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.seat_block (
    id bigint NOT NULL,
    cabin_id bigint NOT NULL,
    headers jsonb,
    password_hash character varying(128),
    quantity integer DEFAULT 1 NOT NULL,
    locked_at timestamp with time zone,
    street character varying(200),
    slug character varying(120) NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    avatar_url text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE seat_block; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.seat_block IS 'seat block; belongs to fleet';

--
-- Name: seat_block_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.seat_block ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.seat_block_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: slot; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.slot (
    id bigint NOT NULL,
    aircraft_id bigint NOT NULL,
    content_type character varying(100),
    score double precision,
    version integer DEFAULT 1 NOT NULL,
    first_name character varying(80) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE slot; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.slot IS 'slot; belongs to fleet';

--
-- Name: COLUMN slot.content_type; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.slot.content_type IS 'from the old system''s field CONTENT_TYPE';

--
-- Name: slot_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.slot ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.slot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: supplier; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.supplier (
    id bigint NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    gender character varying(10),
    balance_cents bigint DEFAULT 0 NOT NULL,
    title character varying(200) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE supplier; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.supplier IS 'supplier; belongs to fleet';

--
-- Name: COLUMN supplier.version; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.supplier.version IS 'from the old system''s field VERSION';

--
-- Name: supplier_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

CREATE SEQUENCE fleet.supplier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

--
-- Name: supplier_id_seq; Type: SEQUENCE OWNED BY; Schema: fleet; Owner: -
--

ALTER SEQUENCE fleet.supplier_id_seq OWNED BY fleet.supplier.id;

--
-- Name: training; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.training (
    id bigint NOT NULL,
    crew_member_id bigint NOT NULL,
    quantity integer DEFAULT 1 NOT NULL,
    locale character varying(10) DEFAULT 'en'::character varying NOT NULL,
    password_hash character varying(128),
    total numeric(12,2),
    phone character varying(32),
    is_default boolean DEFAULT false NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    ends_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: TABLE training; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON TABLE fleet.training IS 'training; belongs to fleet';

--
-- Name: COLUMN training.quantity; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.training.quantity IS 'from the old system''s field QUANTITY';

--
-- Name: training_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.training ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.training_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: weather_report; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.weather_report (
    id bigint NOT NULL,
    reference character varying(64),
    settings jsonb DEFAULT '{}'::jsonb,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    birth_date date,
    ends_at timestamp with time zone,
    payload jsonb NOT NULL,
    street character varying(200),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: weather_report_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.weather_report ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.weather_report_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: work_order; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.work_order (
    id bigint NOT NULL,
    aircraft_id bigint NOT NULL,
    hangar_id bigint NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    name character varying(120) NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_name character varying(80) NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone
);

--
-- Name: COLUMN work_order.version; Type: COMMENT; Schema: fleet; Owner: -
--

COMMENT ON COLUMN fleet.work_order.version IS 'from the old system''s field VERSION';

--
-- Name: work_order_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.work_order ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME fleet.work_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: work_step; Type: TABLE; Schema: fleet; Owner: -
--

CREATE TABLE fleet.work_step (
    id bigint NOT NULL,
    work_order_id bigint NOT NULL,
    currency character varying(3) DEFAULT 'EUR'::character varying NOT NULL,
    expires_at timestamp with time zone,
    ip_address inet,
    retries smallint DEFAULT 0 NOT NULL,
    balance_cents bigint DEFAULT 0 NOT NULL,
    paid_at timestamp with time zone,
    name character varying(120) NOT NULL,
    token uuid,
    reference character varying(64),
    priority smallint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone,
    CONSTRAINT work_step_currency_check CHECK (((currency)::text = ANY ((ARRAY['EUR'::character varying, 'USD'::character varying, 'GBP'::character varying])::text[])))
);

--
-- Name: work_step_id_seq; Type: SEQUENCE; Schema: fleet; Owner: -
--

ALTER TABLE fleet.work_step ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME fleet.work_step_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: change_2024_01; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_01 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');

--
-- Name: change_2024_02; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_02 FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00');

--
-- Name: change_2024_03; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_03 FOR VALUES FROM ('2024-03-01 00:00:00+00') TO ('2024-04-01 00:00:00+00');

--
-- Name: change_2024_04; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_04 FOR VALUES FROM ('2024-04-01 00:00:00+00') TO ('2024-05-01 00:00:00+00');

--
-- Name: change_2024_05; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_05 FOR VALUES FROM ('2024-05-01 00:00:00+00') TO ('2024-06-01 00:00:00+00');

--
-- Name: change_2024_06; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_06 FOR VALUES FROM ('2024-06-01 00:00:00+00') TO ('2024-07-01 00:00:00+00');

--
-- Name: change_2024_07; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_07 FOR VALUES FROM ('2024-07-01 00:00:00+00') TO ('2024-08-01 00:00:00+00');

--
-- Name: change_2024_08; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_08 FOR VALUES FROM ('2024-08-01 00:00:00+00') TO ('2024-09-01 00:00:00+00');

--
-- Name: change_2024_09; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_09 FOR VALUES FROM ('2024-09-01 00:00:00+00') TO ('2024-10-01 00:00:00+00');

--
-- Name: change_2024_10; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_10 FOR VALUES FROM ('2024-10-01 00:00:00+00') TO ('2024-11-01 00:00:00+00');

--
-- Name: change_2024_11; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_11 FOR VALUES FROM ('2024-11-01 00:00:00+00') TO ('2024-12-01 00:00:00+00');

--
-- Name: change_2024_12; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_2024_12 FOR VALUES FROM ('2024-12-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');

--
-- Name: change_rest; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ATTACH PARTITION audit.change_rest DEFAULT;

--
-- Name: login_event_2024_01; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_01 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');

--
-- Name: login_event_2024_02; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_02 FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00');

--
-- Name: login_event_2024_03; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_03 FOR VALUES FROM ('2024-03-01 00:00:00+00') TO ('2024-04-01 00:00:00+00');

--
-- Name: login_event_2024_04; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_04 FOR VALUES FROM ('2024-04-01 00:00:00+00') TO ('2024-05-01 00:00:00+00');

--
-- Name: login_event_2024_05; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_05 FOR VALUES FROM ('2024-05-01 00:00:00+00') TO ('2024-06-01 00:00:00+00');

--
-- Name: login_event_2024_06; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_06 FOR VALUES FROM ('2024-06-01 00:00:00+00') TO ('2024-07-01 00:00:00+00');

--
-- Name: login_event_2024_07; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_07 FOR VALUES FROM ('2024-07-01 00:00:00+00') TO ('2024-08-01 00:00:00+00');

--
-- Name: login_event_2024_08; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_08 FOR VALUES FROM ('2024-08-01 00:00:00+00') TO ('2024-09-01 00:00:00+00');

--
-- Name: login_event_2024_09; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_09 FOR VALUES FROM ('2024-09-01 00:00:00+00') TO ('2024-10-01 00:00:00+00');

--
-- Name: login_event_2024_10; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_10 FOR VALUES FROM ('2024-10-01 00:00:00+00') TO ('2024-11-01 00:00:00+00');

--
-- Name: login_event_2024_11; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_11 FOR VALUES FROM ('2024-11-01 00:00:00+00') TO ('2024-12-01 00:00:00+00');

--
-- Name: login_event_2024_12; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_2024_12 FOR VALUES FROM ('2024-12-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');

--
-- Name: login_event_rest; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event ATTACH PARTITION audit.login_event_rest DEFAULT;

--
-- Name: position_report_2024_01; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_01 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');

--
-- Name: position_report_2024_02; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_02 FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00');

--
-- Name: position_report_2024_03; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_03 FOR VALUES FROM ('2024-03-01 00:00:00+00') TO ('2024-04-01 00:00:00+00');

--
-- Name: position_report_2024_04; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_04 FOR VALUES FROM ('2024-04-01 00:00:00+00') TO ('2024-05-01 00:00:00+00');

--
-- Name: position_report_2024_05; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_05 FOR VALUES FROM ('2024-05-01 00:00:00+00') TO ('2024-06-01 00:00:00+00');

--
-- Name: position_report_2024_06; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_06 FOR VALUES FROM ('2024-06-01 00:00:00+00') TO ('2024-07-01 00:00:00+00');

--
-- Name: position_report_2024_07; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_07 FOR VALUES FROM ('2024-07-01 00:00:00+00') TO ('2024-08-01 00:00:00+00');

--
-- Name: position_report_2024_08; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_08 FOR VALUES FROM ('2024-08-01 00:00:00+00') TO ('2024-09-01 00:00:00+00');

--
-- Name: position_report_2024_09; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_09 FOR VALUES FROM ('2024-09-01 00:00:00+00') TO ('2024-10-01 00:00:00+00');

--
-- Name: position_report_2024_10; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_10 FOR VALUES FROM ('2024-10-01 00:00:00+00') TO ('2024-11-01 00:00:00+00');

--
-- Name: position_report_2024_11; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_11 FOR VALUES FROM ('2024-11-01 00:00:00+00') TO ('2024-12-01 00:00:00+00');

--
-- Name: position_report_2024_12; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_2024_12 FOR VALUES FROM ('2024-12-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');

--
-- Name: position_report_rest; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report ATTACH PARTITION audit.position_report_rest DEFAULT;

--
-- Name: price_change_2024_01; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_01 FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2024-02-01 00:00:00+00');

--
-- Name: price_change_2024_02; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_02 FOR VALUES FROM ('2024-02-01 00:00:00+00') TO ('2024-03-01 00:00:00+00');

--
-- Name: price_change_2024_03; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_03 FOR VALUES FROM ('2024-03-01 00:00:00+00') TO ('2024-04-01 00:00:00+00');

--
-- Name: price_change_2024_04; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_04 FOR VALUES FROM ('2024-04-01 00:00:00+00') TO ('2024-05-01 00:00:00+00');

--
-- Name: price_change_2024_05; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_05 FOR VALUES FROM ('2024-05-01 00:00:00+00') TO ('2024-06-01 00:00:00+00');

--
-- Name: price_change_2024_06; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_06 FOR VALUES FROM ('2024-06-01 00:00:00+00') TO ('2024-07-01 00:00:00+00');

--
-- Name: price_change_2024_07; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_07 FOR VALUES FROM ('2024-07-01 00:00:00+00') TO ('2024-08-01 00:00:00+00');

--
-- Name: price_change_2024_08; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_08 FOR VALUES FROM ('2024-08-01 00:00:00+00') TO ('2024-09-01 00:00:00+00');

--
-- Name: price_change_2024_09; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_09 FOR VALUES FROM ('2024-09-01 00:00:00+00') TO ('2024-10-01 00:00:00+00');

--
-- Name: price_change_2024_10; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_10 FOR VALUES FROM ('2024-10-01 00:00:00+00') TO ('2024-11-01 00:00:00+00');

--
-- Name: price_change_2024_11; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_11 FOR VALUES FROM ('2024-11-01 00:00:00+00') TO ('2024-12-01 00:00:00+00');

--
-- Name: price_change_2024_12; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_2024_12 FOR VALUES FROM ('2024-12-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');

--
-- Name: price_change_rest; Type: TABLE ATTACH; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change ATTACH PARTITION audit.price_change_rest DEFAULT;

--
-- Name: change id; Type: DEFAULT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change ALTER COLUMN id SET DEFAULT nextval('audit.change_id_seq'::regclass);

--
-- Name: bag id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.bag ALTER COLUMN id SET DEFAULT nextval('booking.bag_id_seq'::regclass);

--
-- Name: bag_scan id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.bag_scan ALTER COLUMN id SET DEFAULT nextval('booking.bag_scan_id_seq'::regclass);

--
-- Name: boarding_pass id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.boarding_pass ALTER COLUMN id SET DEFAULT nextval('booking.boarding_pass_id_seq'::regclass);

--
-- Name: coupon id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.coupon ALTER COLUMN id SET DEFAULT nextval('booking.coupon_id_seq'::regclass);

--
-- Name: exchange id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.exchange ALTER COLUMN id SET DEFAULT nextval('booking.exchange_id_seq'::regclass);

--
-- Name: fare id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fare ALTER COLUMN id SET DEFAULT nextval('booking.fare_id_seq'::regclass);

--
-- Name: fare_class id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fare_class ALTER COLUMN id SET DEFAULT nextval('booking.fare_class_id_seq'::regclass);

--
-- Name: gate id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.gate ALTER COLUMN id SET DEFAULT nextval('booking.gate_id_seq'::regclass);

--
-- Name: itinerary id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.itinerary ALTER COLUMN id SET DEFAULT nextval('booking.itinerary_id_seq'::regclass);

--
-- Name: leg id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.leg ALTER COLUMN id SET DEFAULT nextval('booking.leg_id_seq'::regclass);

--
-- Name: price_rule id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.price_rule ALTER COLUMN id SET DEFAULT nextval('booking.price_rule_id_seq'::regclass);

--
-- Name: promo id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.promo ALTER COLUMN id SET DEFAULT nextval('booking.promo_id_seq'::regclass);

--
-- Name: route id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.route ALTER COLUMN id SET DEFAULT nextval('booking.route_id_seq'::regclass);

--
-- Name: seat_map id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.seat_map ALTER COLUMN id SET DEFAULT nextval('booking.seat_map_id_seq'::regclass);

--
-- Name: ssr id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.ssr ALTER COLUMN id SET DEFAULT nextval('booking.ssr_id_seq'::regclass);

--
-- Name: ticket id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.ticket ALTER COLUMN id SET DEFAULT nextval('booking.ticket_id_seq'::regclass);

--
-- Name: upgrade id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.upgrade ALTER COLUMN id SET DEFAULT nextval('booking.upgrade_id_seq'::regclass);

--
-- Name: waitlist id; Type: DEFAULT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.waitlist ALTER COLUMN id SET DEFAULT nextval('booking.waitlist_id_seq'::regclass);

--
-- Name: address id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.address ALTER COLUMN id SET DEFAULT nextval('crm.address_id_seq'::regclass);

--
-- Name: agent id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.agent ALTER COLUMN id SET DEFAULT nextval('crm.agent_id_seq'::regclass);

--
-- Name: call id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.call ALTER COLUMN id SET DEFAULT nextval('crm.call_id_seq'::regclass);

--
-- Name: case_file id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.case_file ALTER COLUMN id SET DEFAULT nextval('crm.case_file_id_seq'::regclass);

--
-- Name: company id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.company ALTER COLUMN id SET DEFAULT nextval('crm.company_id_seq'::regclass);

--
-- Name: company_contract id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.company_contract ALTER COLUMN id SET DEFAULT nextval('crm.company_contract_id_seq'::regclass);

--
-- Name: complaint_note id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.complaint_note ALTER COLUMN id SET DEFAULT nextval('crm.complaint_note_id_seq'::regclass);

--
-- Name: consent id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.consent ALTER COLUMN id SET DEFAULT nextval('crm.consent_id_seq'::regclass);

--
-- Name: contact id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact ALTER COLUMN id SET DEFAULT nextval('crm.contact_id_seq'::regclass);

--
-- Name: customer id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer ALTER COLUMN id SET DEFAULT nextval('crm.customer_id_seq'::regclass);

--
-- Name: mailing id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.mailing ALTER COLUMN id SET DEFAULT nextval('crm.mailing_id_seq'::regclass);

--
-- Name: partner_offer id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.partner_offer ALTER COLUMN id SET DEFAULT nextval('crm.partner_offer_id_seq'::regclass);

--
-- Name: referral id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.referral ALTER COLUMN id SET DEFAULT nextval('crm.referral_id_seq'::regclass);

--
-- Name: segment id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.segment ALTER COLUMN id SET DEFAULT nextval('crm.segment_id_seq'::regclass);

--
-- Name: segment_member id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.segment_member ALTER COLUMN id SET DEFAULT nextval('crm.segment_member_id_seq'::regclass);

--
-- Name: special_need id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.special_need ALTER COLUMN id SET DEFAULT nextval('crm.special_need_id_seq'::regclass);

--
-- Name: survey id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.survey ALTER COLUMN id SET DEFAULT nextval('crm.survey_id_seq'::regclass);

--
-- Name: voucher id; Type: DEFAULT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.voucher ALTER COLUMN id SET DEFAULT nextval('crm.voucher_id_seq'::regclass);

--
-- Name: cabin id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.cabin ALTER COLUMN id SET DEFAULT nextval('fleet.cabin_id_seq'::regclass);

--
-- Name: crew id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.crew ALTER COLUMN id SET DEFAULT nextval('fleet.crew_id_seq'::regclass);

--
-- Name: crew_member id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.crew_member ALTER COLUMN id SET DEFAULT nextval('fleet.crew_member_id_seq'::regclass);

--
-- Name: defect id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.defect ALTER COLUMN id SET DEFAULT nextval('fleet.defect_id_seq'::regclass);

--
-- Name: delay id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.delay ALTER COLUMN id SET DEFAULT nextval('fleet.delay_id_seq'::regclass);

--
-- Name: duty id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.duty ALTER COLUMN id SET DEFAULT nextval('fleet.duty_id_seq'::regclass);

--
-- Name: engine id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.engine ALTER COLUMN id SET DEFAULT nextval('fleet.engine_id_seq'::regclass);

--
-- Name: handling id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.handling ALTER COLUMN id SET DEFAULT nextval('fleet.handling_id_seq'::regclass);

--
-- Name: hangar id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.hangar ALTER COLUMN id SET DEFAULT nextval('fleet.hangar_id_seq'::regclass);

--
-- Name: inspection id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.inspection ALTER COLUMN id SET DEFAULT nextval('fleet.inspection_id_seq'::regclass);

--
-- Name: part id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part ALTER COLUMN id SET DEFAULT nextval('fleet.part_id_seq'::regclass);

--
-- Name: part_stock id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_stock ALTER COLUMN id SET DEFAULT nextval('fleet.part_stock_id_seq'::regclass);

--
-- Name: part_use id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_use ALTER COLUMN id SET DEFAULT nextval('fleet.part_use_id_seq'::regclass);

--
-- Name: purchase id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.purchase ALTER COLUMN id SET DEFAULT nextval('fleet.purchase_id_seq'::regclass);

--
-- Name: rest_rule id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.rest_rule ALTER COLUMN id SET DEFAULT nextval('fleet.rest_rule_id_seq'::regclass);

--
-- Name: supplier id; Type: DEFAULT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.supplier ALTER COLUMN id SET DEFAULT nextval('fleet.supplier_id_seq'::regclass);

--
-- Name: change change_pk; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change
    ADD CONSTRAINT change_pk PRIMARY KEY (id, at);

--
-- Name: change_2024_01 change_2024_01_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_01
    ADD CONSTRAINT change_2024_01_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_02 change_2024_02_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_02
    ADD CONSTRAINT change_2024_02_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_03 change_2024_03_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_03
    ADD CONSTRAINT change_2024_03_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_04 change_2024_04_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_04
    ADD CONSTRAINT change_2024_04_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_05 change_2024_05_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_05
    ADD CONSTRAINT change_2024_05_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_06 change_2024_06_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_06
    ADD CONSTRAINT change_2024_06_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_07 change_2024_07_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_07
    ADD CONSTRAINT change_2024_07_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_08 change_2024_08_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_08
    ADD CONSTRAINT change_2024_08_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_09 change_2024_09_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_09
    ADD CONSTRAINT change_2024_09_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_10 change_2024_10_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_10
    ADD CONSTRAINT change_2024_10_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_11 change_2024_11_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_11
    ADD CONSTRAINT change_2024_11_pkey PRIMARY KEY (id, at);

--
-- Name: change_2024_12 change_2024_12_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_2024_12
    ADD CONSTRAINT change_2024_12_pkey PRIMARY KEY (id, at);

--
-- Name: change_rest change_rest_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.change_rest
    ADD CONSTRAINT change_rest_pkey PRIMARY KEY (id, at);

--
-- Name: login_event login_event_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event
    ADD CONSTRAINT login_event_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_01 login_event_2024_01_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_01
    ADD CONSTRAINT login_event_2024_01_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_02 login_event_2024_02_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_02
    ADD CONSTRAINT login_event_2024_02_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_03 login_event_2024_03_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_03
    ADD CONSTRAINT login_event_2024_03_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_04 login_event_2024_04_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_04
    ADD CONSTRAINT login_event_2024_04_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_05 login_event_2024_05_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_05
    ADD CONSTRAINT login_event_2024_05_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_06 login_event_2024_06_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_06
    ADD CONSTRAINT login_event_2024_06_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_07 login_event_2024_07_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_07
    ADD CONSTRAINT login_event_2024_07_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_08 login_event_2024_08_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_08
    ADD CONSTRAINT login_event_2024_08_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_09 login_event_2024_09_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_09
    ADD CONSTRAINT login_event_2024_09_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_10 login_event_2024_10_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_10
    ADD CONSTRAINT login_event_2024_10_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_11 login_event_2024_11_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_11
    ADD CONSTRAINT login_event_2024_11_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_2024_12 login_event_2024_12_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_2024_12
    ADD CONSTRAINT login_event_2024_12_pkey PRIMARY KEY (id, at);

--
-- Name: login_event_rest login_event_rest_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.login_event_rest
    ADD CONSTRAINT login_event_rest_pkey PRIMARY KEY (id, at);

--
-- Name: position_report position_report_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report
    ADD CONSTRAINT position_report_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_01 position_report_2024_01_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_01
    ADD CONSTRAINT position_report_2024_01_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_02 position_report_2024_02_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_02
    ADD CONSTRAINT position_report_2024_02_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_03 position_report_2024_03_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_03
    ADD CONSTRAINT position_report_2024_03_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_04 position_report_2024_04_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_04
    ADD CONSTRAINT position_report_2024_04_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_05 position_report_2024_05_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_05
    ADD CONSTRAINT position_report_2024_05_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_06 position_report_2024_06_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_06
    ADD CONSTRAINT position_report_2024_06_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_07 position_report_2024_07_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_07
    ADD CONSTRAINT position_report_2024_07_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_08 position_report_2024_08_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_08
    ADD CONSTRAINT position_report_2024_08_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_09 position_report_2024_09_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_09
    ADD CONSTRAINT position_report_2024_09_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_10 position_report_2024_10_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_10
    ADD CONSTRAINT position_report_2024_10_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_11 position_report_2024_11_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_11
    ADD CONSTRAINT position_report_2024_11_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_2024_12 position_report_2024_12_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_2024_12
    ADD CONSTRAINT position_report_2024_12_pkey PRIMARY KEY (id, at);

--
-- Name: position_report_rest position_report_rest_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.position_report_rest
    ADD CONSTRAINT position_report_rest_pkey PRIMARY KEY (id, at);

--
-- Name: price_change price_change_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change
    ADD CONSTRAINT price_change_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_01 price_change_2024_01_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_01
    ADD CONSTRAINT price_change_2024_01_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_02 price_change_2024_02_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_02
    ADD CONSTRAINT price_change_2024_02_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_03 price_change_2024_03_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_03
    ADD CONSTRAINT price_change_2024_03_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_04 price_change_2024_04_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_04
    ADD CONSTRAINT price_change_2024_04_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_05 price_change_2024_05_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_05
    ADD CONSTRAINT price_change_2024_05_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_06 price_change_2024_06_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_06
    ADD CONSTRAINT price_change_2024_06_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_07 price_change_2024_07_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_07
    ADD CONSTRAINT price_change_2024_07_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_08 price_change_2024_08_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_08
    ADD CONSTRAINT price_change_2024_08_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_09 price_change_2024_09_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_09
    ADD CONSTRAINT price_change_2024_09_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_10 price_change_2024_10_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_10
    ADD CONSTRAINT price_change_2024_10_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_11 price_change_2024_11_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_11
    ADD CONSTRAINT price_change_2024_11_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_2024_12 price_change_2024_12_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_2024_12
    ADD CONSTRAINT price_change_2024_12_pkey PRIMARY KEY (id, at);

--
-- Name: price_change_rest price_change_rest_pkey; Type: CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE ONLY audit.price_change_rest
    ADD CONSTRAINT price_change_rest_pkey PRIMARY KEY (id, at);

--
-- Name: airport airport_iata_key; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.airport
    ADD CONSTRAINT airport_iata_key UNIQUE (iata);

--
-- Name: airport airport_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.airport
    ADD CONSTRAINT airport_pkey PRIMARY KEY (id);

--
-- Name: bag bag_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.bag
    ADD CONSTRAINT bag_pkey PRIMARY KEY (id);

--
-- Name: bag_scan bag_scan_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.bag_scan
    ADD CONSTRAINT bag_scan_pkey PRIMARY KEY (id);

--
-- Name: boarding_pass boarding_pass_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.boarding_pass
    ADD CONSTRAINT boarding_pass_pkey PRIMARY KEY (id);

--
-- Name: coupon coupon_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.coupon
    ADD CONSTRAINT coupon_pkey PRIMARY KEY (id);

--
-- Name: exchange exchange_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.exchange
    ADD CONSTRAINT exchange_pkey PRIMARY KEY (id);

--
-- Name: fare_class fare_class_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fare_class
    ADD CONSTRAINT fare_class_pkey PRIMARY KEY (id);

--
-- Name: fare fare_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fare
    ADD CONSTRAINT fare_pkey PRIMARY KEY (id);

--
-- Name: fee fee_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fee
    ADD CONSTRAINT fee_pkey PRIMARY KEY (id);

--
-- Name: flight flight_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.flight
    ADD CONSTRAINT flight_pkey PRIMARY KEY (id);

--
-- Name: gate gate_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.gate
    ADD CONSTRAINT gate_pkey PRIMARY KEY (id);

--
-- Name: insurance insurance_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.insurance
    ADD CONSTRAINT insurance_pkey PRIMARY KEY (id);

--
-- Name: itinerary itinerary_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.itinerary
    ADD CONSTRAINT itinerary_pkey PRIMARY KEY (id);

--
-- Name: leg leg_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.leg
    ADD CONSTRAINT leg_pkey PRIMARY KEY (id);

--
-- Name: meal meal_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.meal
    ADD CONSTRAINT meal_pkey PRIMARY KEY (id);

--
-- Name: passenger passenger_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.passenger
    ADD CONSTRAINT passenger_pkey PRIMARY KEY (id);

--
-- Name: price_quote price_quote_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.price_quote
    ADD CONSTRAINT price_quote_pkey PRIMARY KEY (id);

--
-- Name: price_rule price_rule_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.price_rule
    ADD CONSTRAINT price_rule_pkey PRIMARY KEY (id);

--
-- Name: promo promo_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.promo
    ADD CONSTRAINT promo_pkey PRIMARY KEY (id);

--
-- Name: refund refund_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.refund
    ADD CONSTRAINT refund_pkey PRIMARY KEY (id);

--
-- Name: reservation reservation_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.reservation
    ADD CONSTRAINT reservation_pkey PRIMARY KEY (id);

--
-- Name: route route_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.route
    ADD CONSTRAINT route_pkey PRIMARY KEY (id);

--
-- Name: seat_map seat_map_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.seat_map
    ADD CONSTRAINT seat_map_pkey PRIMARY KEY (id);

--
-- Name: seat seat_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.seat
    ADD CONSTRAINT seat_pkey PRIMARY KEY (id);

--
-- Name: ssr ssr_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.ssr
    ADD CONSTRAINT ssr_pkey PRIMARY KEY (id);

--
-- Name: tax tax_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.tax
    ADD CONSTRAINT tax_pkey PRIMARY KEY (id);

--
-- Name: terminal terminal_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.terminal
    ADD CONSTRAINT terminal_pkey PRIMARY KEY (id);

--
-- Name: ticket ticket_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.ticket
    ADD CONSTRAINT ticket_pkey PRIMARY KEY (id);

--
-- Name: upgrade upgrade_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.upgrade
    ADD CONSTRAINT upgrade_pkey PRIMARY KEY (id);

--
-- Name: bag uq_bag_code; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.bag
    ADD CONSTRAINT uq_bag_code UNIQUE (code);

--
-- Name: ssr uq_ssr_code; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.ssr
    ADD CONSTRAINT uq_ssr_code UNIQUE (code);

--
-- Name: waitlist waitlist_pkey; Type: CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.waitlist
    ADD CONSTRAINT waitlist_pkey PRIMARY KEY (id);

--
-- Name: address address_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.address
    ADD CONSTRAINT address_pkey PRIMARY KEY (id);

--
-- Name: agent agent_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.agent
    ADD CONSTRAINT agent_pkey PRIMARY KEY (id);

--
-- Name: call call_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (id);

--
-- Name: campaign campaign_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.campaign
    ADD CONSTRAINT campaign_pkey PRIMARY KEY (id);

--
-- Name: case_file case_file_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.case_file
    ADD CONSTRAINT case_file_pkey PRIMARY KEY (id);

--
-- Name: chat chat_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.chat
    ADD CONSTRAINT chat_pkey PRIMARY KEY (id);

--
-- Name: company_contract company_contract_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.company_contract
    ADD CONSTRAINT company_contract_pkey PRIMARY KEY (id);

--
-- Name: company company_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.company
    ADD CONSTRAINT company_pkey PRIMARY KEY (id);

--
-- Name: complaint_note complaint_note_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.complaint_note
    ADD CONSTRAINT complaint_note_pkey PRIMARY KEY (id);

--
-- Name: complaint complaint_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.complaint
    ADD CONSTRAINT complaint_pkey PRIMARY KEY (id);

--
-- Name: consent consent_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.consent
    ADD CONSTRAINT consent_pkey PRIMARY KEY (id);

--
-- Name: contact contact_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (id);

--
-- Name: customer customer_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (id);

--
-- Name: lost_item lost_item_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.lost_item
    ADD CONSTRAINT lost_item_pkey PRIMARY KEY (id);

--
-- Name: loyalty_account loyalty_account_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.loyalty_account
    ADD CONSTRAINT loyalty_account_pkey PRIMARY KEY (id);

--
-- Name: loyalty_entry loyalty_entry_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.loyalty_entry
    ADD CONSTRAINT loyalty_entry_pkey PRIMARY KEY (id);

--
-- Name: loyalty_level loyalty_level_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.loyalty_level
    ADD CONSTRAINT loyalty_level_pkey PRIMARY KEY (id);

--
-- Name: mailing_click mailing_click_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.mailing_click
    ADD CONSTRAINT mailing_click_pkey PRIMARY KEY (id);

--
-- Name: mailing mailing_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.mailing
    ADD CONSTRAINT mailing_pkey PRIMARY KEY (id);

--
-- Name: partner_offer partner_offer_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.partner_offer
    ADD CONSTRAINT partner_offer_pkey PRIMARY KEY (id);

--
-- Name: partner partner_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.partner
    ADD CONSTRAINT partner_pkey PRIMARY KEY (id);

--
-- Name: preference preference_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.preference
    ADD CONSTRAINT preference_pkey PRIMARY KEY (id);

--
-- Name: referral referral_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.referral
    ADD CONSTRAINT referral_pkey PRIMARY KEY (id);

--
-- Name: segment_member segment_member_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.segment_member
    ADD CONSTRAINT segment_member_pkey PRIMARY KEY (id);

--
-- Name: segment segment_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.segment
    ADD CONSTRAINT segment_pkey PRIMARY KEY (id);

--
-- Name: special_need special_need_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.special_need
    ADD CONSTRAINT special_need_pkey PRIMARY KEY (id);

--
-- Name: survey_answer survey_answer_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.survey_answer
    ADD CONSTRAINT survey_answer_pkey PRIMARY KEY (id);

--
-- Name: survey survey_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.survey
    ADD CONSTRAINT survey_pkey PRIMARY KEY (id);

--
-- Name: traveller traveller_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.traveller
    ADD CONSTRAINT traveller_pkey PRIMARY KEY (id);

--
-- Name: voucher voucher_pkey; Type: CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.voucher
    ADD CONSTRAINT voucher_pkey PRIMARY KEY (id);

--
-- Name: aircraft aircraft_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.aircraft
    ADD CONSTRAINT aircraft_pkey PRIMARY KEY (id);

--
-- Name: aircraft_type aircraft_type_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.aircraft_type
    ADD CONSTRAINT aircraft_type_pkey PRIMARY KEY (id);

--
-- Name: cabin cabin_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.cabin
    ADD CONSTRAINT cabin_pkey PRIMARY KEY (id);

--
-- Name: crew_member crew_member_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.crew_member
    ADD CONSTRAINT crew_member_pkey PRIMARY KEY (id);

--
-- Name: crew crew_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.crew
    ADD CONSTRAINT crew_pkey PRIMARY KEY (id);

--
-- Name: crew_rank crew_rank_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.crew_rank
    ADD CONSTRAINT crew_rank_pkey PRIMARY KEY (id);

--
-- Name: defect_note defect_note_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.defect_note
    ADD CONSTRAINT defect_note_pkey PRIMARY KEY (id);

--
-- Name: defect defect_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.defect
    ADD CONSTRAINT defect_pkey PRIMARY KEY (id);

--
-- Name: delay delay_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.delay
    ADD CONSTRAINT delay_pkey PRIMARY KEY (id);

--
-- Name: delay_reason delay_reason_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.delay_reason
    ADD CONSTRAINT delay_reason_pkey PRIMARY KEY (id);

--
-- Name: duty duty_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.duty
    ADD CONSTRAINT duty_pkey PRIMARY KEY (id);

--
-- Name: engine engine_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.engine
    ADD CONSTRAINT engine_pkey PRIMARY KEY (id);

--
-- Name: fuel_uplift fuel_uplift_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.fuel_uplift
    ADD CONSTRAINT fuel_uplift_pkey PRIMARY KEY (id);

--
-- Name: ground_vehicle ground_vehicle_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.ground_vehicle
    ADD CONSTRAINT ground_vehicle_pkey PRIMARY KEY (id);

--
-- Name: handling handling_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.handling
    ADD CONSTRAINT handling_pkey PRIMARY KEY (id);

--
-- Name: hangar hangar_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.hangar
    ADD CONSTRAINT hangar_pkey PRIMARY KEY (id);

--
-- Name: inspection inspection_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.inspection
    ADD CONSTRAINT inspection_pkey PRIMARY KEY (id);

--
-- Name: license license_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.license
    ADD CONSTRAINT license_pkey PRIMARY KEY (id);

--
-- Name: maintenance_plan maintenance_plan_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.maintenance_plan
    ADD CONSTRAINT maintenance_plan_pkey PRIMARY KEY (id);

--
-- Name: notam notam_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.notam
    ADD CONSTRAINT notam_pkey PRIMARY KEY (id);

--
-- Name: part part_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part
    ADD CONSTRAINT part_pkey PRIMARY KEY (id);

--
-- Name: part_stock part_stock_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_stock
    ADD CONSTRAINT part_stock_pkey PRIMARY KEY (id);

--
-- Name: part_use part_use_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_use
    ADD CONSTRAINT part_use_pkey PRIMARY KEY (id);

--
-- Name: purchase purchase_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.purchase
    ADD CONSTRAINT purchase_pkey PRIMARY KEY (id);

--
-- Name: rest_rule rest_rule_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.rest_rule
    ADD CONSTRAINT rest_rule_pkey PRIMARY KEY (id);

--
-- Name: roster roster_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.roster
    ADD CONSTRAINT roster_pkey PRIMARY KEY (id);

--
-- Name: seat_block seat_block_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.seat_block
    ADD CONSTRAINT seat_block_pkey PRIMARY KEY (id);

--
-- Name: slot slot_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.slot
    ADD CONSTRAINT slot_pkey PRIMARY KEY (id);

--
-- Name: supplier supplier_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.supplier
    ADD CONSTRAINT supplier_pkey PRIMARY KEY (id);

--
-- Name: training training_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.training
    ADD CONSTRAINT training_pkey PRIMARY KEY (id);

--
-- Name: delay uq_delay_code; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.delay
    ADD CONSTRAINT uq_delay_code UNIQUE (code);

--
-- Name: duty uq_duty_code; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.duty
    ADD CONSTRAINT uq_duty_code UNIQUE (code);

--
-- Name: inspection uq_inspection_code; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.inspection
    ADD CONSTRAINT uq_inspection_code UNIQUE (code);

--
-- Name: maintenance_plan uq_maintenance_plan_code; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.maintenance_plan
    ADD CONSTRAINT uq_maintenance_plan_code UNIQUE (code);

--
-- Name: weather_report weather_report_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.weather_report
    ADD CONSTRAINT weather_report_pkey PRIMARY KEY (id);

--
-- Name: work_order work_order_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.work_order
    ADD CONSTRAINT work_order_pkey PRIMARY KEY (id);

--
-- Name: work_step work_step_pkey; Type: CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.work_step
    ADD CONSTRAINT work_step_pkey PRIMARY KEY (id);

--
-- Name: ix_change_at; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX ix_change_at ON ONLY audit.change USING brin (at);

--
-- Name: change_2024_01_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_01_at_idx ON audit.change_2024_01 USING brin (at);

--
-- Name: change_2024_02_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_02_at_idx ON audit.change_2024_02 USING brin (at);

--
-- Name: change_2024_03_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_03_at_idx ON audit.change_2024_03 USING brin (at);

--
-- Name: change_2024_04_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_04_at_idx ON audit.change_2024_04 USING brin (at);

--
-- Name: change_2024_05_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_05_at_idx ON audit.change_2024_05 USING brin (at);

--
-- Name: change_2024_06_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_06_at_idx ON audit.change_2024_06 USING brin (at);

--
-- Name: change_2024_07_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_07_at_idx ON audit.change_2024_07 USING brin (at);

--
-- Name: change_2024_08_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_08_at_idx ON audit.change_2024_08 USING brin (at);

--
-- Name: change_2024_09_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_09_at_idx ON audit.change_2024_09 USING brin (at);

--
-- Name: change_2024_10_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_10_at_idx ON audit.change_2024_10 USING brin (at);

--
-- Name: change_2024_11_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_11_at_idx ON audit.change_2024_11 USING brin (at);

--
-- Name: change_2024_12_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_2024_12_at_idx ON audit.change_2024_12 USING brin (at);

--
-- Name: change_rest_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX change_rest_at_idx ON audit.change_rest USING brin (at);

--
-- Name: ix_login_event_at; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX ix_login_event_at ON ONLY audit.login_event USING brin (at);

--
-- Name: ix_position_report_at; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX ix_position_report_at ON ONLY audit.position_report USING brin (at);

--
-- Name: ix_price_change_at; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX ix_price_change_at ON ONLY audit.price_change USING brin (at);

--
-- Name: login_event_2024_01_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_01_at_idx ON audit.login_event_2024_01 USING brin (at);

--
-- Name: login_event_2024_02_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_02_at_idx ON audit.login_event_2024_02 USING brin (at);

--
-- Name: login_event_2024_03_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_03_at_idx ON audit.login_event_2024_03 USING brin (at);

--
-- Name: login_event_2024_04_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_04_at_idx ON audit.login_event_2024_04 USING brin (at);

--
-- Name: login_event_2024_05_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_05_at_idx ON audit.login_event_2024_05 USING brin (at);

--
-- Name: login_event_2024_06_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_06_at_idx ON audit.login_event_2024_06 USING brin (at);

--
-- Name: login_event_2024_07_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_07_at_idx ON audit.login_event_2024_07 USING brin (at);

--
-- Name: login_event_2024_08_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_08_at_idx ON audit.login_event_2024_08 USING brin (at);

--
-- Name: login_event_2024_09_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_09_at_idx ON audit.login_event_2024_09 USING brin (at);

--
-- Name: login_event_2024_10_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_10_at_idx ON audit.login_event_2024_10 USING brin (at);

--
-- Name: login_event_2024_11_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_11_at_idx ON audit.login_event_2024_11 USING brin (at);

--
-- Name: login_event_2024_12_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_2024_12_at_idx ON audit.login_event_2024_12 USING brin (at);

--
-- Name: login_event_rest_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX login_event_rest_at_idx ON audit.login_event_rest USING brin (at);

--
-- Name: position_report_2024_01_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_01_at_idx ON audit.position_report_2024_01 USING brin (at);

--
-- Name: position_report_2024_02_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_02_at_idx ON audit.position_report_2024_02 USING brin (at);

--
-- Name: position_report_2024_03_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_03_at_idx ON audit.position_report_2024_03 USING brin (at);

--
-- Name: position_report_2024_04_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_04_at_idx ON audit.position_report_2024_04 USING brin (at);

--
-- Name: position_report_2024_05_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_05_at_idx ON audit.position_report_2024_05 USING brin (at);

--
-- Name: position_report_2024_06_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_06_at_idx ON audit.position_report_2024_06 USING brin (at);

--
-- Name: position_report_2024_07_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_07_at_idx ON audit.position_report_2024_07 USING brin (at);

--
-- Name: position_report_2024_08_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_08_at_idx ON audit.position_report_2024_08 USING brin (at);

--
-- Name: position_report_2024_09_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_09_at_idx ON audit.position_report_2024_09 USING brin (at);

--
-- Name: position_report_2024_10_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_10_at_idx ON audit.position_report_2024_10 USING brin (at);

--
-- Name: position_report_2024_11_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_11_at_idx ON audit.position_report_2024_11 USING brin (at);

--
-- Name: position_report_2024_12_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_2024_12_at_idx ON audit.position_report_2024_12 USING brin (at);

--
-- Name: position_report_rest_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX position_report_rest_at_idx ON audit.position_report_rest USING brin (at);

--
-- Name: price_change_2024_01_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_01_at_idx ON audit.price_change_2024_01 USING brin (at);

--
-- Name: price_change_2024_02_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_02_at_idx ON audit.price_change_2024_02 USING brin (at);

--
-- Name: price_change_2024_03_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_03_at_idx ON audit.price_change_2024_03 USING brin (at);

--
-- Name: price_change_2024_04_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_04_at_idx ON audit.price_change_2024_04 USING brin (at);

--
-- Name: price_change_2024_05_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_05_at_idx ON audit.price_change_2024_05 USING brin (at);

--
-- Name: price_change_2024_06_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_06_at_idx ON audit.price_change_2024_06 USING brin (at);

--
-- Name: price_change_2024_07_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_07_at_idx ON audit.price_change_2024_07 USING brin (at);

--
-- Name: price_change_2024_08_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_08_at_idx ON audit.price_change_2024_08 USING brin (at);

--
-- Name: price_change_2024_09_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_09_at_idx ON audit.price_change_2024_09 USING brin (at);

--
-- Name: price_change_2024_10_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_10_at_idx ON audit.price_change_2024_10 USING brin (at);

--
-- Name: price_change_2024_11_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_11_at_idx ON audit.price_change_2024_11 USING brin (at);

--
-- Name: price_change_2024_12_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_2024_12_at_idx ON audit.price_change_2024_12 USING brin (at);

--
-- Name: price_change_rest_at_idx; Type: INDEX; Schema: audit; Owner: -
--

CREATE INDEX price_change_rest_at_idx ON audit.price_change_rest USING brin (at);

--
-- Name: ix_bag_passenger; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_bag_passenger ON booking.bag USING btree (passenger_id);

--
-- Name: ix_bag_scan_bag; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_bag_scan_bag ON booking.bag_scan USING btree (bag_id);

--
-- Name: ix_boarding_pass_passenger; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_boarding_pass_passenger ON booking.boarding_pass USING btree (passenger_id);

--
-- Name: ix_boarding_pass_seat; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_boarding_pass_seat ON booking.boarding_pass USING btree (seat_id);

--
-- Name: ix_coupon_ticket; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_coupon_ticket ON booking.coupon USING btree (ticket_id);

--
-- Name: ix_exchange_ticket; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_exchange_ticket ON booking.exchange USING btree (ticket_id);

--
-- Name: ix_fare_fare_class; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_fare_fare_class ON booking.fare USING btree (fare_class_id);

--
-- Name: ix_fare_route; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_fare_route ON booking.fare USING btree (route_id);

--
-- Name: ix_fee_ticket; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_fee_ticket ON booking.fee USING btree (ticket_id);

--
-- Name: ix_flight_route; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_flight_route ON booking.flight USING btree (route_id);

--
-- Name: ix_gate_terminal; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_gate_terminal ON booking.gate USING btree (terminal_id);

--
-- Name: ix_insurance_reservation; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_insurance_reservation ON booking.insurance USING btree (reservation_id);

--
-- Name: ix_itinerary_reservation; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_itinerary_reservation ON booking.itinerary USING btree (reservation_id);

--
-- Name: ix_leg_flight; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_leg_flight ON booking.leg USING btree (flight_id);

--
-- Name: ix_meal_leg; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_meal_leg ON booking.meal USING btree (leg_id);

--
-- Name: ix_meal_meta; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_meal_meta ON booking.meal USING gin (metadata jsonb_path_ops);

--
-- Name: ix_passenger_reservation; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_passenger_reservation ON booking.passenger USING btree (reservation_id);

--
-- Name: ix_price_quote_fare; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_price_quote_fare ON booking.price_quote USING btree (fare_id);

--
-- Name: ix_price_rule_fare; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_price_rule_fare ON booking.price_rule USING btree (fare_id);

--
-- Name: ix_refund_ticket; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_refund_ticket ON booking.refund USING btree (ticket_id);

--
-- Name: ix_reservation_flight; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_reservation_flight ON booking.reservation USING btree (flight_id);

--
-- Name: ix_route_airport; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_route_airport ON booking.route USING btree (airport_id);

--
-- Name: ix_seat_flight; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_seat_flight ON booking.seat USING btree (flight_id);

--
-- Name: ix_seat_map_email; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_seat_map_email ON booking.seat_map USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_seat_map_flight; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_seat_map_flight ON booking.seat_map USING btree (flight_id);

--
-- Name: ix_seat_map_meta; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_seat_map_meta ON booking.seat_map USING gin (metadata jsonb_path_ops);

--
-- Name: ix_ssr_meta; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_ssr_meta ON booking.ssr USING gin (metadata jsonb_path_ops);

--
-- Name: ix_ssr_passenger; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_ssr_passenger ON booking.ssr USING btree (passenger_id);

--
-- Name: ix_tax_airport; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_tax_airport ON booking.tax USING btree (airport_id);

--
-- Name: ix_terminal_airport; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_terminal_airport ON booking.terminal USING btree (airport_id);

--
-- Name: ix_ticket_email; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_ticket_email ON booking.ticket USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_ticket_passenger; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_ticket_passenger ON booking.ticket USING btree (passenger_id);

--
-- Name: ix_upgrade_fare_class; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_upgrade_fare_class ON booking.upgrade USING btree (fare_class_id);

--
-- Name: ix_upgrade_passenger; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_upgrade_passenger ON booking.upgrade USING btree (passenger_id);

--
-- Name: ix_waitlist_flight; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_waitlist_flight ON booking.waitlist USING btree (flight_id);

--
-- Name: ix_waitlist_passenger; Type: INDEX; Schema: booking; Owner: -
--

CREATE INDEX ix_waitlist_passenger ON booking.waitlist USING btree (passenger_id);

--
-- Name: customer_value_id; Type: INDEX; Schema: crm; Owner: -
--

CREATE UNIQUE INDEX customer_value_id ON crm.customer_value USING btree (id);

--
-- Name: ix_address_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_address_customer ON crm.address USING btree (customer_id);

--
-- Name: ix_call_agent; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_call_agent ON crm.call USING btree (agent_id);

--
-- Name: ix_call_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_call_customer ON crm.call USING btree (customer_id);

--
-- Name: ix_campaign_segment; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_campaign_segment ON crm.campaign USING btree (segment_id);

--
-- Name: ix_case_file_complaint; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_case_file_complaint ON crm.case_file USING btree (complaint_id);

--
-- Name: ix_case_file_email; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_case_file_email ON crm.case_file USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_case_file_meta; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_case_file_meta ON crm.case_file USING gin (metadata jsonb_path_ops);

--
-- Name: ix_chat_agent; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_chat_agent ON crm.chat USING btree (agent_id);

--
-- Name: ix_chat_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_chat_customer ON crm.chat USING btree (customer_id);

--
-- Name: ix_company_contract_company; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_company_contract_company ON crm.company_contract USING btree (company_id);

--
-- Name: ix_complaint_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_complaint_customer ON crm.complaint USING btree (customer_id);

--
-- Name: ix_complaint_note_complaint; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_complaint_note_complaint ON crm.complaint_note USING btree (complaint_id);

--
-- Name: ix_consent_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_consent_customer ON crm.consent USING btree (customer_id);

--
-- Name: ix_contact_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_contact_customer ON crm.contact USING btree (customer_id);

--
-- Name: ix_lost_item_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_lost_item_customer ON crm.lost_item USING btree (customer_id);

--
-- Name: ix_loyalty_account_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_loyalty_account_customer ON crm.loyalty_account USING btree (customer_id);

--
-- Name: ix_loyalty_account_loyalty_level; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_loyalty_account_loyalty_level ON crm.loyalty_account USING btree (loyalty_level_id);

--
-- Name: ix_loyalty_entry_loyalty_account; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_loyalty_entry_loyalty_account ON crm.loyalty_entry USING btree (loyalty_account_id);

--
-- Name: ix_loyalty_level_email; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_loyalty_level_email ON crm.loyalty_level USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_mailing_campaign; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_mailing_campaign ON crm.mailing USING btree (campaign_id);

--
-- Name: ix_mailing_click_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_mailing_click_customer ON crm.mailing_click USING btree (customer_id);

--
-- Name: ix_mailing_click_mailing; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_mailing_click_mailing ON crm.mailing_click USING btree (mailing_id);

--
-- Name: ix_partner_offer_partner; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_partner_offer_partner ON crm.partner_offer USING btree (partner_id);

--
-- Name: ix_preference_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_preference_customer ON crm.preference USING btree (customer_id);

--
-- Name: ix_referral_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_referral_customer ON crm.referral USING btree (customer_id);

--
-- Name: ix_segment_member_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_segment_member_customer ON crm.segment_member USING btree (customer_id);

--
-- Name: ix_segment_member_email; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_segment_member_email ON crm.segment_member USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_segment_member_segment; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_segment_member_segment ON crm.segment_member USING btree (segment_id);

--
-- Name: ix_special_need_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_special_need_customer ON crm.special_need USING btree (customer_id);

--
-- Name: ix_survey_answer_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_survey_answer_customer ON crm.survey_answer USING btree (customer_id);

--
-- Name: ix_survey_answer_meta; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_survey_answer_meta ON crm.survey_answer USING gin (metadata jsonb_path_ops);

--
-- Name: ix_survey_answer_survey; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_survey_answer_survey ON crm.survey_answer USING btree (survey_id);

--
-- Name: ix_traveller_company; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_traveller_company ON crm.traveller USING btree (company_id);

--
-- Name: ix_traveller_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_traveller_customer ON crm.traveller USING btree (customer_id);

--
-- Name: ix_traveller_meta; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_traveller_meta ON crm.traveller USING gin (metadata jsonb_path_ops);

--
-- Name: ix_voucher_customer; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_voucher_customer ON crm.voucher USING btree (customer_id);

--
-- Name: ix_voucher_email; Type: INDEX; Schema: crm; Owner: -
--

CREATE INDEX ix_voucher_email ON crm.voucher USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_aircraft_aircraft_type; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_aircraft_aircraft_type ON fleet.aircraft USING btree (aircraft_type_id);

--
-- Name: ix_cabin_aircraft; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_cabin_aircraft ON fleet.cabin USING btree (aircraft_id);

--
-- Name: ix_crew_member_crew; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_crew_member_crew ON fleet.crew_member USING btree (crew_id);

--
-- Name: ix_crew_member_crew_rank; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_crew_member_crew_rank ON fleet.crew_member USING btree (crew_rank_id);

--
-- Name: ix_crew_meta; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_crew_meta ON fleet.crew USING gin (metadata jsonb_path_ops);

--
-- Name: ix_defect_aircraft; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_defect_aircraft ON fleet.defect USING btree (aircraft_id);

--
-- Name: ix_defect_note_defect; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_defect_note_defect ON fleet.defect_note USING btree (defect_id);

--
-- Name: ix_defect_note_email; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_defect_note_email ON fleet.defect_note USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_delay_slot; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_delay_slot ON fleet.delay USING btree (slot_id);

--
-- Name: ix_duty_roster; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_duty_roster ON fleet.duty USING btree (roster_id);

--
-- Name: ix_engine_aircraft; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_engine_aircraft ON fleet.engine USING btree (aircraft_id);

--
-- Name: ix_engine_meta; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_engine_meta ON fleet.engine USING gin (metadata jsonb_path_ops);

--
-- Name: ix_fuel_uplift_aircraft; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_fuel_uplift_aircraft ON fleet.fuel_uplift USING btree (aircraft_id);

--
-- Name: ix_ground_vehicle_hangar; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_ground_vehicle_hangar ON fleet.ground_vehicle USING btree (hangar_id);

--
-- Name: ix_handling_slot; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_handling_slot ON fleet.handling USING btree (slot_id);

--
-- Name: ix_inspection_aircraft; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_inspection_aircraft ON fleet.inspection USING btree (aircraft_id);

--
-- Name: ix_inspection_email; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_inspection_email ON fleet.inspection USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_license_crew_member; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_license_crew_member ON fleet.license USING btree (crew_member_id);

--
-- Name: ix_maintenance_plan_aircraft_type; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_maintenance_plan_aircraft_type ON fleet.maintenance_plan USING btree (aircraft_type_id);

--
-- Name: ix_part_meta; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_part_meta ON fleet.part USING gin (metadata jsonb_path_ops);

--
-- Name: ix_part_stock_hangar; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_part_stock_hangar ON fleet.part_stock USING btree (hangar_id);

--
-- Name: ix_part_stock_part; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_part_stock_part ON fleet.part_stock USING btree (part_id);

--
-- Name: ix_part_use_part; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_part_use_part ON fleet.part_use USING btree (part_id);

--
-- Name: ix_part_use_work_order; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_part_use_work_order ON fleet.part_use USING btree (work_order_id);

--
-- Name: ix_purchase_part; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_purchase_part ON fleet.purchase USING btree (part_id);

--
-- Name: ix_purchase_supplier; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_purchase_supplier ON fleet.purchase USING btree (supplier_id);

--
-- Name: ix_rest_rule_crew_rank; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_rest_rule_crew_rank ON fleet.rest_rule USING btree (crew_rank_id);

--
-- Name: ix_roster_crew_member; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_roster_crew_member ON fleet.roster USING btree (crew_member_id);

--
-- Name: ix_roster_email; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_roster_email ON fleet.roster USING btree (lower((email)::text)) WHERE (email IS NOT NULL);

--
-- Name: ix_roster_meta; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_roster_meta ON fleet.roster USING gin (metadata jsonb_path_ops);

--
-- Name: ix_seat_block_cabin; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_seat_block_cabin ON fleet.seat_block USING btree (cabin_id);

--
-- Name: ix_slot_aircraft; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_slot_aircraft ON fleet.slot USING btree (aircraft_id);

--
-- Name: ix_training_crew_member; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_training_crew_member ON fleet.training USING btree (crew_member_id);

--
-- Name: ix_training_meta; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_training_meta ON fleet.training USING gin (metadata jsonb_path_ops);

--
-- Name: ix_work_order_aircraft; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_work_order_aircraft ON fleet.work_order USING btree (aircraft_id);

--
-- Name: ix_work_order_hangar; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_work_order_hangar ON fleet.work_order USING btree (hangar_id);

--
-- Name: ix_work_step_work_order; Type: INDEX; Schema: fleet; Owner: -
--

CREATE INDEX ix_work_step_work_order ON fleet.work_step USING btree (work_order_id);

--
-- Name: change_2024_01_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_01_at_idx;

--
-- Name: change_2024_01_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_01_pkey;

--
-- Name: change_2024_02_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_02_at_idx;

--
-- Name: change_2024_02_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_02_pkey;

--
-- Name: change_2024_03_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_03_at_idx;

--
-- Name: change_2024_03_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_03_pkey;

--
-- Name: change_2024_04_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_04_at_idx;

--
-- Name: change_2024_04_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_04_pkey;

--
-- Name: change_2024_05_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_05_at_idx;

--
-- Name: change_2024_05_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_05_pkey;

--
-- Name: change_2024_06_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_06_at_idx;

--
-- Name: change_2024_06_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_06_pkey;

--
-- Name: change_2024_07_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_07_at_idx;

--
-- Name: change_2024_07_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_07_pkey;

--
-- Name: change_2024_08_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_08_at_idx;

--
-- Name: change_2024_08_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_08_pkey;

--
-- Name: change_2024_09_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_09_at_idx;

--
-- Name: change_2024_09_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_09_pkey;

--
-- Name: change_2024_10_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_10_at_idx;

--
-- Name: change_2024_10_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_10_pkey;

--
-- Name: change_2024_11_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_11_at_idx;

--
-- Name: change_2024_11_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_11_pkey;

--
-- Name: change_2024_12_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_2024_12_at_idx;

--
-- Name: change_2024_12_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_2024_12_pkey;

--
-- Name: change_rest_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_change_at ATTACH PARTITION audit.change_rest_at_idx;

--
-- Name: change_rest_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.change_pk ATTACH PARTITION audit.change_rest_pkey;

--
-- Name: login_event_2024_01_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_01_at_idx;

--
-- Name: login_event_2024_01_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_01_pkey;

--
-- Name: login_event_2024_02_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_02_at_idx;

--
-- Name: login_event_2024_02_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_02_pkey;

--
-- Name: login_event_2024_03_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_03_at_idx;

--
-- Name: login_event_2024_03_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_03_pkey;

--
-- Name: login_event_2024_04_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_04_at_idx;

--
-- Name: login_event_2024_04_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_04_pkey;

--
-- Name: login_event_2024_05_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_05_at_idx;

--
-- Name: login_event_2024_05_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_05_pkey;

--
-- Name: login_event_2024_06_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_06_at_idx;

--
-- Name: login_event_2024_06_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_06_pkey;

--
-- Name: login_event_2024_07_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_07_at_idx;

--
-- Name: login_event_2024_07_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_07_pkey;

--
-- Name: login_event_2024_08_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_08_at_idx;

--
-- Name: login_event_2024_08_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_08_pkey;

--
-- Name: login_event_2024_09_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_09_at_idx;

--
-- Name: login_event_2024_09_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_09_pkey;

--
-- Name: login_event_2024_10_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_10_at_idx;

--
-- Name: login_event_2024_10_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_10_pkey;

--
-- Name: login_event_2024_11_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_11_at_idx;

--
-- Name: login_event_2024_11_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_11_pkey;

--
-- Name: login_event_2024_12_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_2024_12_at_idx;

--
-- Name: login_event_2024_12_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_2024_12_pkey;

--
-- Name: login_event_rest_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_login_event_at ATTACH PARTITION audit.login_event_rest_at_idx;

--
-- Name: login_event_rest_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.login_event_pkey ATTACH PARTITION audit.login_event_rest_pkey;

--
-- Name: position_report_2024_01_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_01_at_idx;

--
-- Name: position_report_2024_01_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_01_pkey;

--
-- Name: position_report_2024_02_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_02_at_idx;

--
-- Name: position_report_2024_02_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_02_pkey;

--
-- Name: position_report_2024_03_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_03_at_idx;

--
-- Name: position_report_2024_03_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_03_pkey;

--
-- Name: position_report_2024_04_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_04_at_idx;

--
-- Name: position_report_2024_04_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_04_pkey;

--
-- Name: position_report_2024_05_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_05_at_idx;

--
-- Name: position_report_2024_05_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_05_pkey;

--
-- Name: position_report_2024_06_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_06_at_idx;

--
-- Name: position_report_2024_06_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_06_pkey;

--
-- Name: position_report_2024_07_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_07_at_idx;

--
-- Name: position_report_2024_07_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_07_pkey;

--
-- Name: position_report_2024_08_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_08_at_idx;

--
-- Name: position_report_2024_08_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_08_pkey;

--
-- Name: position_report_2024_09_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_09_at_idx;

--
-- Name: position_report_2024_09_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_09_pkey;

--
-- Name: position_report_2024_10_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_10_at_idx;

--
-- Name: position_report_2024_10_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_10_pkey;

--
-- Name: position_report_2024_11_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_11_at_idx;

--
-- Name: position_report_2024_11_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_11_pkey;

--
-- Name: position_report_2024_12_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_2024_12_at_idx;

--
-- Name: position_report_2024_12_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_2024_12_pkey;

--
-- Name: position_report_rest_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_position_report_at ATTACH PARTITION audit.position_report_rest_at_idx;

--
-- Name: position_report_rest_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.position_report_pkey ATTACH PARTITION audit.position_report_rest_pkey;

--
-- Name: price_change_2024_01_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_01_at_idx;

--
-- Name: price_change_2024_01_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_01_pkey;

--
-- Name: price_change_2024_02_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_02_at_idx;

--
-- Name: price_change_2024_02_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_02_pkey;

--
-- Name: price_change_2024_03_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_03_at_idx;

--
-- Name: price_change_2024_03_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_03_pkey;

--
-- Name: price_change_2024_04_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_04_at_idx;

--
-- Name: price_change_2024_04_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_04_pkey;

--
-- Name: price_change_2024_05_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_05_at_idx;

--
-- Name: price_change_2024_05_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_05_pkey;

--
-- Name: price_change_2024_06_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_06_at_idx;

--
-- Name: price_change_2024_06_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_06_pkey;

--
-- Name: price_change_2024_07_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_07_at_idx;

--
-- Name: price_change_2024_07_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_07_pkey;

--
-- Name: price_change_2024_08_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_08_at_idx;

--
-- Name: price_change_2024_08_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_08_pkey;

--
-- Name: price_change_2024_09_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_09_at_idx;

--
-- Name: price_change_2024_09_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_09_pkey;

--
-- Name: price_change_2024_10_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_10_at_idx;

--
-- Name: price_change_2024_10_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_10_pkey;

--
-- Name: price_change_2024_11_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_11_at_idx;

--
-- Name: price_change_2024_11_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_11_pkey;

--
-- Name: price_change_2024_12_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_2024_12_at_idx;

--
-- Name: price_change_2024_12_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_2024_12_pkey;

--
-- Name: price_change_rest_at_idx; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.ix_price_change_at ATTACH PARTITION audit.price_change_rest_at_idx;

--
-- Name: price_change_rest_pkey; Type: INDEX ATTACH; Schema: audit; Owner: -
--

ALTER INDEX audit.price_change_pkey ATTACH PARTITION audit.price_change_rest_pkey;

--
-- Name: bag trg_bag; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_bag BEFORE UPDATE ON booking.bag FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: exchange trg_exchange; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_exchange BEFORE UPDATE ON booking.exchange FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: fare trg_fare; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_fare BEFORE UPDATE ON booking.fare FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: fare_class trg_fare_class; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_fare_class BEFORE UPDATE ON booking.fare_class FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: insurance trg_insurance; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_insurance BEFORE UPDATE ON booking.insurance FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: itinerary trg_itinerary; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_itinerary BEFORE UPDATE ON booking.itinerary FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: leg trg_leg; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_leg BEFORE UPDATE ON booking.leg FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: price_rule trg_price_rule; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_price_rule BEFORE UPDATE ON booking.price_rule FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: refund trg_refund; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_refund BEFORE UPDATE ON booking.refund FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: seat trg_seat; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_seat BEFORE UPDATE ON booking.seat FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: tax trg_tax; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_tax BEFORE UPDATE ON booking.tax FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: ticket trg_ticket; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_ticket BEFORE UPDATE ON booking.ticket FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: upgrade trg_upgrade; Type: TRIGGER; Schema: booking; Owner: -
--

CREATE TRIGGER trg_upgrade BEFORE UPDATE ON booking.upgrade FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: agent trg_agent; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_agent BEFORE UPDATE ON crm.agent FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: campaign trg_campaign; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_campaign BEFORE UPDATE ON crm.campaign FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: case_file trg_case_file; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_case_file BEFORE UPDATE ON crm.case_file FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: chat trg_chat; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_chat BEFORE UPDATE ON crm.chat FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: company trg_company; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_company BEFORE UPDATE ON crm.company FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: company_contract trg_company_contract; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_company_contract BEFORE UPDATE ON crm.company_contract FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: consent trg_consent; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_consent BEFORE UPDATE ON crm.consent FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: customer trg_customer; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_customer BEFORE UPDATE ON crm.customer FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: lost_item trg_lost_item; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_lost_item BEFORE UPDATE ON crm.lost_item FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: loyalty_entry trg_loyalty_entry; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_loyalty_entry BEFORE UPDATE ON crm.loyalty_entry FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: loyalty_level trg_loyalty_level; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_loyalty_level BEFORE UPDATE ON crm.loyalty_level FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: mailing trg_mailing; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_mailing BEFORE UPDATE ON crm.mailing FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: partner trg_partner; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_partner BEFORE UPDATE ON crm.partner FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: partner_offer trg_partner_offer; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_partner_offer BEFORE UPDATE ON crm.partner_offer FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: referral trg_referral; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_referral BEFORE UPDATE ON crm.referral FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: special_need trg_special_need; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_special_need BEFORE UPDATE ON crm.special_need FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: survey trg_survey; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_survey BEFORE UPDATE ON crm.survey FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: survey_answer trg_survey_answer; Type: TRIGGER; Schema: crm; Owner: -
--

CREATE TRIGGER trg_survey_answer BEFORE UPDATE ON crm.survey_answer FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: aircraft_type trg_aircraft_type; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_aircraft_type BEFORE UPDATE ON fleet.aircraft_type FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: cabin trg_cabin; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_cabin BEFORE UPDATE ON fleet.cabin FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: crew trg_crew; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_crew BEFORE UPDATE ON fleet.crew FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: crew_member trg_crew_member; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_crew_member BEFORE UPDATE ON fleet.crew_member FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: defect trg_defect; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_defect BEFORE UPDATE ON fleet.defect FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: delay_reason trg_delay_reason; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_delay_reason BEFORE UPDATE ON fleet.delay_reason FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: duty trg_duty; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_duty BEFORE UPDATE ON fleet.duty FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: engine trg_engine; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_engine BEFORE UPDATE ON fleet.engine FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: hangar trg_hangar; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_hangar BEFORE UPDATE ON fleet.hangar FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: inspection trg_inspection; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_inspection BEFORE UPDATE ON fleet.inspection FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: license trg_license; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_license BEFORE UPDATE ON fleet.license FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: part trg_part; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_part BEFORE UPDATE ON fleet.part FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: part_use trg_part_use; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_part_use BEFORE UPDATE ON fleet.part_use FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: purchase trg_purchase; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_purchase BEFORE UPDATE ON fleet.purchase FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: rest_rule trg_rest_rule; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_rest_rule BEFORE UPDATE ON fleet.rest_rule FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: roster trg_roster; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_roster BEFORE UPDATE ON fleet.roster FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: seat_block trg_seat_block; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_seat_block BEFORE UPDATE ON fleet.seat_block FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: slot trg_slot; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_slot BEFORE UPDATE ON fleet.slot FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: supplier trg_supplier; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_supplier BEFORE UPDATE ON fleet.supplier FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: work_step trg_work_step; Type: TRIGGER; Schema: fleet; Owner: -
--

CREATE TRIGGER trg_work_step BEFORE UPDATE ON fleet.work_step FOR EACH ROW EXECUTE FUNCTION audit.log();

--
-- Name: position_report position_report_aircraft_id_fkey; Type: FK CONSTRAINT; Schema: audit; Owner: -
--

ALTER TABLE audit.position_report
    ADD CONSTRAINT position_report_aircraft_id_fkey FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id);

--
-- Name: bag fk_bag_passenger; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.bag
    ADD CONSTRAINT fk_bag_passenger FOREIGN KEY (passenger_id) REFERENCES booking.passenger(id) ON DELETE CASCADE;

--
-- Name: bag_scan fk_bag_scan_bag; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.bag_scan
    ADD CONSTRAINT fk_bag_scan_bag FOREIGN KEY (bag_id) REFERENCES booking.bag(id);

--
-- Name: boarding_pass fk_boarding_pass_passenger; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.boarding_pass
    ADD CONSTRAINT fk_boarding_pass_passenger FOREIGN KEY (passenger_id) REFERENCES booking.passenger(id) ON DELETE CASCADE;

--
-- Name: boarding_pass fk_boarding_pass_seat; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.boarding_pass
    ADD CONSTRAINT fk_boarding_pass_seat FOREIGN KEY (seat_id) REFERENCES booking.seat(id) ON DELETE RESTRICT;

--
-- Name: coupon fk_coupon_ticket; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.coupon
    ADD CONSTRAINT fk_coupon_ticket FOREIGN KEY (ticket_id) REFERENCES booking.ticket(id) ON DELETE CASCADE;

--
-- Name: exchange fk_exchange_ticket; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.exchange
    ADD CONSTRAINT fk_exchange_ticket FOREIGN KEY (ticket_id) REFERENCES booking.ticket(id) ON DELETE CASCADE;

--
-- Name: fare fk_fare_fare_class; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fare
    ADD CONSTRAINT fk_fare_fare_class FOREIGN KEY (fare_class_id) REFERENCES booking.fare_class(id);

--
-- Name: fare fk_fare_route; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fare
    ADD CONSTRAINT fk_fare_route FOREIGN KEY (route_id) REFERENCES booking.route(id) ON DELETE RESTRICT;

--
-- Name: fee fk_fee_ticket; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.fee
    ADD CONSTRAINT fk_fee_ticket FOREIGN KEY (ticket_id) REFERENCES booking.ticket(id) ON DELETE RESTRICT;

--
-- Name: flight fk_flight_route; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.flight
    ADD CONSTRAINT fk_flight_route FOREIGN KEY (route_id) REFERENCES booking.route(id);

--
-- Name: gate fk_gate_terminal; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.gate
    ADD CONSTRAINT fk_gate_terminal FOREIGN KEY (terminal_id) REFERENCES booking.terminal(id) ON DELETE CASCADE;

--
-- Name: insurance fk_insurance_reservation; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.insurance
    ADD CONSTRAINT fk_insurance_reservation FOREIGN KEY (reservation_id) REFERENCES booking.reservation(id) ON DELETE CASCADE;

--
-- Name: itinerary fk_itinerary_reservation; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.itinerary
    ADD CONSTRAINT fk_itinerary_reservation FOREIGN KEY (reservation_id) REFERENCES booking.reservation(id) ON DELETE CASCADE;

--
-- Name: leg fk_leg_flight; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.leg
    ADD CONSTRAINT fk_leg_flight FOREIGN KEY (flight_id) REFERENCES booking.flight(id);

--
-- Name: meal fk_meal_leg; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.meal
    ADD CONSTRAINT fk_meal_leg FOREIGN KEY (leg_id) REFERENCES booking.leg(id) ON DELETE CASCADE;

--
-- Name: passenger fk_passenger_reservation; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.passenger
    ADD CONSTRAINT fk_passenger_reservation FOREIGN KEY (reservation_id) REFERENCES booking.reservation(id) ON DELETE CASCADE;

--
-- Name: price_quote fk_price_quote_fare; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.price_quote
    ADD CONSTRAINT fk_price_quote_fare FOREIGN KEY (fare_id) REFERENCES booking.fare(id) ON DELETE CASCADE;

--
-- Name: price_rule fk_price_rule_fare; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.price_rule
    ADD CONSTRAINT fk_price_rule_fare FOREIGN KEY (fare_id) REFERENCES booking.fare(id) ON DELETE RESTRICT;

--
-- Name: refund fk_refund_ticket; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.refund
    ADD CONSTRAINT fk_refund_ticket FOREIGN KEY (ticket_id) REFERENCES booking.ticket(id) ON DELETE CASCADE;

--
-- Name: reservation fk_reservation_flight; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.reservation
    ADD CONSTRAINT fk_reservation_flight FOREIGN KEY (flight_id) REFERENCES booking.flight(id);

--
-- Name: route fk_route_airport; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.route
    ADD CONSTRAINT fk_route_airport FOREIGN KEY (airport_id) REFERENCES booking.airport(id) ON DELETE RESTRICT;

--
-- Name: seat fk_seat_flight; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.seat
    ADD CONSTRAINT fk_seat_flight FOREIGN KEY (flight_id) REFERENCES booking.flight(id) ON DELETE CASCADE;

--
-- Name: seat_map fk_seat_map_flight; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.seat_map
    ADD CONSTRAINT fk_seat_map_flight FOREIGN KEY (flight_id) REFERENCES booking.flight(id) ON DELETE RESTRICT;

--
-- Name: ssr fk_ssr_passenger; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.ssr
    ADD CONSTRAINT fk_ssr_passenger FOREIGN KEY (passenger_id) REFERENCES booking.passenger(id);

--
-- Name: tax fk_tax_airport; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.tax
    ADD CONSTRAINT fk_tax_airport FOREIGN KEY (airport_id) REFERENCES booking.airport(id);

--
-- Name: terminal fk_terminal_airport; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.terminal
    ADD CONSTRAINT fk_terminal_airport FOREIGN KEY (airport_id) REFERENCES booking.airport(id) ON DELETE RESTRICT;

--
-- Name: ticket fk_ticket_passenger; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.ticket
    ADD CONSTRAINT fk_ticket_passenger FOREIGN KEY (passenger_id) REFERENCES booking.passenger(id) ON DELETE CASCADE;

--
-- Name: upgrade fk_upgrade_fare_class; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.upgrade
    ADD CONSTRAINT fk_upgrade_fare_class FOREIGN KEY (fare_class_id) REFERENCES booking.fare_class(id) ON DELETE CASCADE;

--
-- Name: upgrade fk_upgrade_passenger; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.upgrade
    ADD CONSTRAINT fk_upgrade_passenger FOREIGN KEY (passenger_id) REFERENCES booking.passenger(id) ON DELETE CASCADE;

--
-- Name: waitlist fk_waitlist_flight; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.waitlist
    ADD CONSTRAINT fk_waitlist_flight FOREIGN KEY (flight_id) REFERENCES booking.flight(id) ON DELETE CASCADE;

--
-- Name: waitlist fk_waitlist_passenger; Type: FK CONSTRAINT; Schema: booking; Owner: -
--

ALTER TABLE ONLY booking.waitlist
    ADD CONSTRAINT fk_waitlist_passenger FOREIGN KEY (passenger_id) REFERENCES booking.passenger(id) ON DELETE CASCADE;

--
-- Name: address fk_address_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.address
    ADD CONSTRAINT fk_address_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: call fk_call_agent; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.call
    ADD CONSTRAINT fk_call_agent FOREIGN KEY (agent_id) REFERENCES crm.agent(id) ON DELETE CASCADE;

--
-- Name: call fk_call_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.call
    ADD CONSTRAINT fk_call_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: campaign fk_campaign_segment; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.campaign
    ADD CONSTRAINT fk_campaign_segment FOREIGN KEY (segment_id) REFERENCES crm.segment(id) ON DELETE CASCADE;

--
-- Name: case_file fk_case_file_complaint; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.case_file
    ADD CONSTRAINT fk_case_file_complaint FOREIGN KEY (complaint_id) REFERENCES crm.complaint(id) ON DELETE CASCADE;

--
-- Name: chat fk_chat_agent; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.chat
    ADD CONSTRAINT fk_chat_agent FOREIGN KEY (agent_id) REFERENCES crm.agent(id) ON DELETE CASCADE;

--
-- Name: chat fk_chat_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.chat
    ADD CONSTRAINT fk_chat_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: company_contract fk_company_contract_company; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.company_contract
    ADD CONSTRAINT fk_company_contract_company FOREIGN KEY (company_id) REFERENCES crm.company(id) ON DELETE CASCADE;

--
-- Name: complaint fk_complaint_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.complaint
    ADD CONSTRAINT fk_complaint_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: complaint_note fk_complaint_note_complaint; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.complaint_note
    ADD CONSTRAINT fk_complaint_note_complaint FOREIGN KEY (complaint_id) REFERENCES crm.complaint(id) ON DELETE CASCADE;

--
-- Name: consent fk_consent_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.consent
    ADD CONSTRAINT fk_consent_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE RESTRICT;

--
-- Name: contact fk_contact_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.contact
    ADD CONSTRAINT fk_contact_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id);

--
-- Name: lost_item fk_lost_item_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.lost_item
    ADD CONSTRAINT fk_lost_item_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE RESTRICT;

--
-- Name: loyalty_account fk_loyalty_account_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.loyalty_account
    ADD CONSTRAINT fk_loyalty_account_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: loyalty_account fk_loyalty_account_loyalty_level; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.loyalty_account
    ADD CONSTRAINT fk_loyalty_account_loyalty_level FOREIGN KEY (loyalty_level_id) REFERENCES crm.loyalty_level(id) ON DELETE CASCADE;

--
-- Name: loyalty_entry fk_loyalty_entry_loyalty_account; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.loyalty_entry
    ADD CONSTRAINT fk_loyalty_entry_loyalty_account FOREIGN KEY (loyalty_account_id) REFERENCES crm.loyalty_account(id) ON DELETE RESTRICT;

--
-- Name: mailing fk_mailing_campaign; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.mailing
    ADD CONSTRAINT fk_mailing_campaign FOREIGN KEY (campaign_id) REFERENCES crm.campaign(id) ON DELETE RESTRICT;

--
-- Name: mailing_click fk_mailing_click_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.mailing_click
    ADD CONSTRAINT fk_mailing_click_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id);

--
-- Name: mailing_click fk_mailing_click_mailing; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.mailing_click
    ADD CONSTRAINT fk_mailing_click_mailing FOREIGN KEY (mailing_id) REFERENCES crm.mailing(id);

--
-- Name: partner_offer fk_partner_offer_partner; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.partner_offer
    ADD CONSTRAINT fk_partner_offer_partner FOREIGN KEY (partner_id) REFERENCES crm.partner(id) ON DELETE RESTRICT;

--
-- Name: preference fk_preference_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.preference
    ADD CONSTRAINT fk_preference_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE RESTRICT;

--
-- Name: referral fk_referral_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.referral
    ADD CONSTRAINT fk_referral_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: segment_member fk_segment_member_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.segment_member
    ADD CONSTRAINT fk_segment_member_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id);

--
-- Name: segment_member fk_segment_member_segment; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.segment_member
    ADD CONSTRAINT fk_segment_member_segment FOREIGN KEY (segment_id) REFERENCES crm.segment(id) ON DELETE CASCADE;

--
-- Name: special_need fk_special_need_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.special_need
    ADD CONSTRAINT fk_special_need_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE RESTRICT;

--
-- Name: survey_answer fk_survey_answer_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.survey_answer
    ADD CONSTRAINT fk_survey_answer_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: survey_answer fk_survey_answer_survey; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.survey_answer
    ADD CONSTRAINT fk_survey_answer_survey FOREIGN KEY (survey_id) REFERENCES crm.survey(id);

--
-- Name: traveller fk_traveller_company; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.traveller
    ADD CONSTRAINT fk_traveller_company FOREIGN KEY (company_id) REFERENCES crm.company(id) ON DELETE CASCADE;

--
-- Name: traveller fk_traveller_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.traveller
    ADD CONSTRAINT fk_traveller_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE RESTRICT;

--
-- Name: voucher fk_voucher_customer; Type: FK CONSTRAINT; Schema: crm; Owner: -
--

ALTER TABLE ONLY crm.voucher
    ADD CONSTRAINT fk_voucher_customer FOREIGN KEY (customer_id) REFERENCES crm.customer(id) ON DELETE CASCADE;

--
-- Name: aircraft fk_aircraft_aircraft_type; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.aircraft
    ADD CONSTRAINT fk_aircraft_aircraft_type FOREIGN KEY (aircraft_type_id) REFERENCES fleet.aircraft_type(id);

--
-- Name: cabin fk_cabin_aircraft; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.cabin
    ADD CONSTRAINT fk_cabin_aircraft FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id) ON DELETE CASCADE;

--
-- Name: crew_member fk_crew_member_crew; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.crew_member
    ADD CONSTRAINT fk_crew_member_crew FOREIGN KEY (crew_id) REFERENCES fleet.crew(id) ON DELETE RESTRICT;

--
-- Name: crew_member fk_crew_member_crew_rank; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.crew_member
    ADD CONSTRAINT fk_crew_member_crew_rank FOREIGN KEY (crew_rank_id) REFERENCES fleet.crew_rank(id);

--
-- Name: defect fk_defect_aircraft; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.defect
    ADD CONSTRAINT fk_defect_aircraft FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id);

--
-- Name: defect_note fk_defect_note_defect; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.defect_note
    ADD CONSTRAINT fk_defect_note_defect FOREIGN KEY (defect_id) REFERENCES fleet.defect(id) ON DELETE CASCADE;

--
-- Name: delay fk_delay_slot; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.delay
    ADD CONSTRAINT fk_delay_slot FOREIGN KEY (slot_id) REFERENCES fleet.slot(id);

--
-- Name: duty fk_duty_roster; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.duty
    ADD CONSTRAINT fk_duty_roster FOREIGN KEY (roster_id) REFERENCES fleet.roster(id) ON DELETE RESTRICT;

--
-- Name: engine fk_engine_aircraft; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.engine
    ADD CONSTRAINT fk_engine_aircraft FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id);

--
-- Name: fuel_uplift fk_fuel_uplift_aircraft; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.fuel_uplift
    ADD CONSTRAINT fk_fuel_uplift_aircraft FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id);

--
-- Name: ground_vehicle fk_ground_vehicle_hangar; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.ground_vehicle
    ADD CONSTRAINT fk_ground_vehicle_hangar FOREIGN KEY (hangar_id) REFERENCES fleet.hangar(id) ON DELETE CASCADE;

--
-- Name: handling fk_handling_slot; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.handling
    ADD CONSTRAINT fk_handling_slot FOREIGN KEY (slot_id) REFERENCES fleet.slot(id) ON DELETE CASCADE;

--
-- Name: inspection fk_inspection_aircraft; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.inspection
    ADD CONSTRAINT fk_inspection_aircraft FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id) ON DELETE CASCADE;

--
-- Name: license fk_license_crew_member; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.license
    ADD CONSTRAINT fk_license_crew_member FOREIGN KEY (crew_member_id) REFERENCES fleet.crew_member(id) ON DELETE CASCADE;

--
-- Name: maintenance_plan fk_maintenance_plan_aircraft_type; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.maintenance_plan
    ADD CONSTRAINT fk_maintenance_plan_aircraft_type FOREIGN KEY (aircraft_type_id) REFERENCES fleet.aircraft_type(id);

--
-- Name: part_stock fk_part_stock_hangar; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_stock
    ADD CONSTRAINT fk_part_stock_hangar FOREIGN KEY (hangar_id) REFERENCES fleet.hangar(id) ON DELETE CASCADE;

--
-- Name: part_stock fk_part_stock_part; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_stock
    ADD CONSTRAINT fk_part_stock_part FOREIGN KEY (part_id) REFERENCES fleet.part(id) ON DELETE CASCADE;

--
-- Name: part_use fk_part_use_part; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_use
    ADD CONSTRAINT fk_part_use_part FOREIGN KEY (part_id) REFERENCES fleet.part(id) ON DELETE CASCADE;

--
-- Name: part_use fk_part_use_work_order; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.part_use
    ADD CONSTRAINT fk_part_use_work_order FOREIGN KEY (work_order_id) REFERENCES fleet.work_order(id) ON DELETE CASCADE;

--
-- Name: purchase fk_purchase_part; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.purchase
    ADD CONSTRAINT fk_purchase_part FOREIGN KEY (part_id) REFERENCES fleet.part(id) ON DELETE RESTRICT;

--
-- Name: purchase fk_purchase_supplier; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.purchase
    ADD CONSTRAINT fk_purchase_supplier FOREIGN KEY (supplier_id) REFERENCES fleet.supplier(id) ON DELETE RESTRICT;

--
-- Name: rest_rule fk_rest_rule_crew_rank; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.rest_rule
    ADD CONSTRAINT fk_rest_rule_crew_rank FOREIGN KEY (crew_rank_id) REFERENCES fleet.crew_rank(id);

--
-- Name: roster fk_roster_crew_member; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.roster
    ADD CONSTRAINT fk_roster_crew_member FOREIGN KEY (crew_member_id) REFERENCES fleet.crew_member(id);

--
-- Name: seat_block fk_seat_block_cabin; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.seat_block
    ADD CONSTRAINT fk_seat_block_cabin FOREIGN KEY (cabin_id) REFERENCES fleet.cabin(id);

--
-- Name: slot fk_slot_aircraft; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.slot
    ADD CONSTRAINT fk_slot_aircraft FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id);

--
-- Name: training fk_training_crew_member; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.training
    ADD CONSTRAINT fk_training_crew_member FOREIGN KEY (crew_member_id) REFERENCES fleet.crew_member(id);

--
-- Name: work_order fk_work_order_aircraft; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.work_order
    ADD CONSTRAINT fk_work_order_aircraft FOREIGN KEY (aircraft_id) REFERENCES fleet.aircraft(id) ON DELETE RESTRICT;

--
-- Name: work_order fk_work_order_hangar; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.work_order
    ADD CONSTRAINT fk_work_order_hangar FOREIGN KEY (hangar_id) REFERENCES fleet.hangar(id) ON DELETE CASCADE;

--
-- Name: work_step fk_work_step_work_order; Type: FK CONSTRAINT; Schema: fleet; Owner: -
--

ALTER TABLE ONLY fleet.work_step
    ADD CONSTRAINT fk_work_step_work_order FOREIGN KEY (work_order_id) REFERENCES fleet.work_order(id) ON DELETE CASCADE;

--
-- Name: boarding_pass; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.boarding_pass ENABLE ROW LEVEL SECURITY;

--
-- Name: leg; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.leg ENABLE ROW LEVEL SECURITY;

--
-- Name: meal; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.meal ENABLE ROW LEVEL SECURITY;

--
-- Name: boarding_pass p_boarding_pass; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_boarding_pass ON booking.boarding_pass FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: leg p_leg; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_leg ON booking.leg FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: meal p_meal; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_meal ON booking.meal FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: passenger p_passenger; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_passenger ON booking.passenger FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: refund p_refund; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_refund ON booking.refund FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: ssr p_ssr; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_ssr ON booking.ssr FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: tax p_tax; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_tax ON booking.tax FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: upgrade p_upgrade; Type: POLICY; Schema: booking; Owner: -
--

CREATE POLICY p_upgrade ON booking.upgrade FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: passenger; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.passenger ENABLE ROW LEVEL SECURITY;

--
-- Name: refund; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.refund ENABLE ROW LEVEL SECURITY;

--
-- Name: ssr; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.ssr ENABLE ROW LEVEL SECURITY;

--
-- Name: tax; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.tax ENABLE ROW LEVEL SECURITY;

--
-- Name: upgrade; Type: ROW SECURITY; Schema: booking; Owner: -
--

ALTER TABLE booking.upgrade ENABLE ROW LEVEL SECURITY;

--
-- Name: preference p_preference; Type: POLICY; Schema: crm; Owner: -
--

CREATE POLICY p_preference ON crm.preference FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: special_need p_special_need; Type: POLICY; Schema: crm; Owner: -
--

CREATE POLICY p_special_need ON crm.special_need FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: traveller p_traveller; Type: POLICY; Schema: crm; Owner: -
--

CREATE POLICY p_traveller ON crm.traveller FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: preference; Type: ROW SECURITY; Schema: crm; Owner: -
--

ALTER TABLE crm.preference ENABLE ROW LEVEL SECURITY;

--
-- Name: special_need; Type: ROW SECURITY; Schema: crm; Owner: -
--

ALTER TABLE crm.special_need ENABLE ROW LEVEL SECURITY;

--
-- Name: traveller; Type: ROW SECURITY; Schema: crm; Owner: -
--

ALTER TABLE crm.traveller ENABLE ROW LEVEL SECURITY;

--
-- Name: crew; Type: ROW SECURITY; Schema: fleet; Owner: -
--

ALTER TABLE fleet.crew ENABLE ROW LEVEL SECURITY;

--
-- Name: crew_rank; Type: ROW SECURITY; Schema: fleet; Owner: -
--

ALTER TABLE fleet.crew_rank ENABLE ROW LEVEL SECURITY;

--
-- Name: delay_reason; Type: ROW SECURITY; Schema: fleet; Owner: -
--

ALTER TABLE fleet.delay_reason ENABLE ROW LEVEL SECURITY;

--
-- Name: ground_vehicle; Type: ROW SECURITY; Schema: fleet; Owner: -
--

ALTER TABLE fleet.ground_vehicle ENABLE ROW LEVEL SECURITY;

--
-- Name: license; Type: ROW SECURITY; Schema: fleet; Owner: -
--

ALTER TABLE fleet.license ENABLE ROW LEVEL SECURITY;

--
-- Name: crew p_crew; Type: POLICY; Schema: fleet; Owner: -
--

CREATE POLICY p_crew ON fleet.crew FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: crew_rank p_crew_rank; Type: POLICY; Schema: fleet; Owner: -
--

CREATE POLICY p_crew_rank ON fleet.crew_rank FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: delay_reason p_delay_reason; Type: POLICY; Schema: fleet; Owner: -
--

CREATE POLICY p_delay_reason ON fleet.delay_reason FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: ground_vehicle p_ground_vehicle; Type: POLICY; Schema: fleet; Owner: -
--

CREATE POLICY p_ground_vehicle ON fleet.ground_vehicle FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: license p_license; Type: POLICY; Schema: fleet; Owner: -
--

CREATE POLICY p_license ON fleet.license FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: purchase p_purchase; Type: POLICY; Schema: fleet; Owner: -
--

CREATE POLICY p_purchase ON fleet.purchase FOR SELECT TO app_ro USING ((created_at < now()));

--
-- Name: purchase; Type: ROW SECURITY; Schema: fleet; Owner: -
--

ALTER TABLE fleet.purchase ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA audit; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA audit TO app_ro;
GRANT USAGE ON SCHEMA audit TO app_rw;

--
-- Name: SCHEMA booking; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA booking TO app_ro;
GRANT USAGE ON SCHEMA booking TO app_rw;

--
-- Name: SCHEMA crm; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA crm TO app_ro;
GRANT USAGE ON SCHEMA crm TO app_rw;

--
-- Name: SCHEMA fleet; Type: ACL; Schema: -; Owner: -
--

GRANT USAGE ON SCHEMA fleet TO app_ro;
GRANT USAGE ON SCHEMA fleet TO app_rw;

--
-- Name: FUNCTION distance(a booking.iata, b booking.iata); Type: ACL; Schema: booking; Owner: -
--

REVOKE ALL ON FUNCTION booking.distance(a booking.iata, b booking.iata) FROM PUBLIC;
GRANT ALL ON FUNCTION booking.distance(a booking.iata, b booking.iata) TO app_rw;

--
-- Name: TABLE change; Type: ACL; Schema: audit; Owner: -
--

GRANT INSERT ON TABLE audit.change TO app_rw;

--
-- Name: TABLE login_event; Type: ACL; Schema: audit; Owner: -
--

GRANT INSERT ON TABLE audit.login_event TO app_rw;

--
-- Name: TABLE position_report; Type: ACL; Schema: audit; Owner: -
--

GRANT INSERT ON TABLE audit.position_report TO app_rw;

--
-- Name: TABLE price_change; Type: ACL; Schema: audit; Owner: -
--

GRANT INSERT ON TABLE audit.price_change TO app_rw;

--
-- Name: TABLE airport; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.airport TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.airport TO app_rw;

--
-- Name: SEQUENCE airport_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.airport_id_seq TO app_rw;

--
-- Name: TABLE bag; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.bag TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.bag TO app_rw;

--
-- Name: SEQUENCE bag_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.bag_id_seq TO app_rw;

--
-- Name: TABLE bag_scan; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.bag_scan TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.bag_scan TO app_rw;

--
-- Name: SEQUENCE bag_scan_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.bag_scan_id_seq TO app_rw;

--
-- Name: TABLE boarding_pass; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.boarding_pass TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.boarding_pass TO app_rw;

--
-- Name: SEQUENCE boarding_pass_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.boarding_pass_id_seq TO app_rw;

--
-- Name: TABLE boarding_pass_recent; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.boarding_pass_recent TO app_ro;

--
-- Name: TABLE coupon; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.coupon TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.coupon TO app_rw;

--
-- Name: SEQUENCE coupon_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.coupon_id_seq TO app_rw;

--
-- Name: TABLE exchange; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.exchange TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.exchange TO app_rw;

--
-- Name: SEQUENCE exchange_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.exchange_id_seq TO app_rw;

--
-- Name: TABLE fare; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.fare TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.fare TO app_rw;

--
-- Name: TABLE fare_class; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.fare_class TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.fare_class TO app_rw;

--
-- Name: SEQUENCE fare_class_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.fare_class_id_seq TO app_rw;

--
-- Name: SEQUENCE fare_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.fare_id_seq TO app_rw;

--
-- Name: TABLE fee; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.fee TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.fee TO app_rw;

--
-- Name: SEQUENCE fee_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.fee_id_seq TO app_rw;

--
-- Name: TABLE flight; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.flight TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.flight TO app_rw;

--
-- Name: SEQUENCE flight_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.flight_id_seq TO app_rw;

--
-- Name: TABLE flight_recent; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.flight_recent TO app_ro;

--
-- Name: TABLE gate; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.gate TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.gate TO app_rw;

--
-- Name: SEQUENCE gate_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.gate_id_seq TO app_rw;

--
-- Name: TABLE insurance; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.insurance TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.insurance TO app_rw;

--
-- Name: SEQUENCE insurance_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.insurance_id_seq TO app_rw;

--
-- Name: TABLE insurance_recent; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.insurance_recent TO app_ro;

--
-- Name: TABLE itinerary; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.itinerary TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.itinerary TO app_rw;

--
-- Name: SEQUENCE itinerary_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.itinerary_id_seq TO app_rw;

--
-- Name: TABLE leg; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.leg TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.leg TO app_rw;

--
-- Name: SEQUENCE leg_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.leg_id_seq TO app_rw;

--
-- Name: TABLE meal; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.meal TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.meal TO app_rw;

--
-- Name: SEQUENCE meal_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.meal_id_seq TO app_rw;

--
-- Name: TABLE meal_recent; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.meal_recent TO app_ro;

--
-- Name: TABLE passenger; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.passenger TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.passenger TO app_rw;

--
-- Name: SEQUENCE passenger_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.passenger_id_seq TO app_rw;

--
-- Name: TABLE price_quote; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.price_quote TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.price_quote TO app_rw;

--
-- Name: SEQUENCE price_quote_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.price_quote_id_seq TO app_rw;

--
-- Name: TABLE price_rule; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.price_rule TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.price_rule TO app_rw;

--
-- Name: SEQUENCE price_rule_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.price_rule_id_seq TO app_rw;

--
-- Name: TABLE promo; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.promo TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.promo TO app_rw;

--
-- Name: SEQUENCE promo_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.promo_id_seq TO app_rw;

--
-- Name: TABLE promo_recent; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.promo_recent TO app_ro;

--
-- Name: TABLE refund; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.refund TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.refund TO app_rw;

--
-- Name: SEQUENCE refund_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.refund_id_seq TO app_rw;

--
-- Name: TABLE reservation; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.reservation TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.reservation TO app_rw;

--
-- Name: SEQUENCE reservation_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.reservation_id_seq TO app_rw;

--
-- Name: TABLE route; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.route TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.route TO app_rw;

--
-- Name: SEQUENCE route_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.route_id_seq TO app_rw;

--
-- Name: TABLE seat; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.seat TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.seat TO app_rw;

--
-- Name: SEQUENCE seat_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.seat_id_seq TO app_rw;

--
-- Name: TABLE seat_map; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.seat_map TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.seat_map TO app_rw;

--
-- Name: SEQUENCE seat_map_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.seat_map_id_seq TO app_rw;

--
-- Name: TABLE ssr; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.ssr TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.ssr TO app_rw;

--
-- Name: SEQUENCE ssr_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.ssr_id_seq TO app_rw;

--
-- Name: TABLE ssr_recent; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.ssr_recent TO app_ro;

--
-- Name: TABLE tax; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.tax TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.tax TO app_rw;

--
-- Name: SEQUENCE tax_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.tax_id_seq TO app_rw;

--
-- Name: TABLE terminal; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.terminal TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.terminal TO app_rw;

--
-- Name: SEQUENCE terminal_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.terminal_id_seq TO app_rw;

--
-- Name: TABLE terminal_recent; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.terminal_recent TO app_ro;

--
-- Name: TABLE ticket; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.ticket TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.ticket TO app_rw;

--
-- Name: SEQUENCE ticket_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.ticket_id_seq TO app_rw;

--
-- Name: TABLE upgrade; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.upgrade TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.upgrade TO app_rw;

--
-- Name: SEQUENCE upgrade_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.upgrade_id_seq TO app_rw;

--
-- Name: TABLE waitlist; Type: ACL; Schema: booking; Owner: -
--

GRANT SELECT ON TABLE booking.waitlist TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE booking.waitlist TO app_rw;

--
-- Name: SEQUENCE waitlist_id_seq; Type: ACL; Schema: booking; Owner: -
--

GRANT ALL ON SEQUENCE booking.waitlist_id_seq TO app_rw;

--
-- Name: TABLE address; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.address TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.address TO app_rw;

--
-- Name: SEQUENCE address_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.address_id_seq TO app_rw;

--
-- Name: TABLE agent; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.agent TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.agent TO app_rw;

--
-- Name: SEQUENCE agent_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.agent_id_seq TO app_rw;

--
-- Name: TABLE call; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.call TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.call TO app_rw;

--
-- Name: SEQUENCE call_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.call_id_seq TO app_rw;

--
-- Name: TABLE campaign; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.campaign TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.campaign TO app_rw;

--
-- Name: SEQUENCE campaign_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.campaign_id_seq TO app_rw;

--
-- Name: TABLE case_file; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.case_file TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.case_file TO app_rw;

--
-- Name: SEQUENCE case_file_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.case_file_id_seq TO app_rw;

--
-- Name: TABLE chat; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.chat TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.chat TO app_rw;

--
-- Name: SEQUENCE chat_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.chat_id_seq TO app_rw;

--
-- Name: TABLE company; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.company TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.company TO app_rw;

--
-- Name: TABLE company_contract; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.company_contract TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.company_contract TO app_rw;

--
-- Name: SEQUENCE company_contract_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.company_contract_id_seq TO app_rw;

--
-- Name: TABLE company_contract_recent; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.company_contract_recent TO app_ro;

--
-- Name: SEQUENCE company_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.company_id_seq TO app_rw;

--
-- Name: TABLE complaint; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.complaint TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.complaint TO app_rw;

--
-- Name: SEQUENCE complaint_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.complaint_id_seq TO app_rw;

--
-- Name: TABLE complaint_note; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.complaint_note TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.complaint_note TO app_rw;

--
-- Name: SEQUENCE complaint_note_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.complaint_note_id_seq TO app_rw;

--
-- Name: TABLE complaint_recent; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.complaint_recent TO app_ro;

--
-- Name: TABLE consent; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.consent TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.consent TO app_rw;

--
-- Name: SEQUENCE consent_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.consent_id_seq TO app_rw;

--
-- Name: TABLE contact; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.contact TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.contact TO app_rw;

--
-- Name: SEQUENCE contact_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.contact_id_seq TO app_rw;

--
-- Name: TABLE customer; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.customer TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.customer TO app_rw;

--
-- Name: SEQUENCE customer_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.customer_id_seq TO app_rw;

--
-- Name: TABLE voucher; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.voucher TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.voucher TO app_rw;

--
-- Name: TABLE lost_item; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.lost_item TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.lost_item TO app_rw;

--
-- Name: SEQUENCE lost_item_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.lost_item_id_seq TO app_rw;

--
-- Name: TABLE loyalty_account; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.loyalty_account TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.loyalty_account TO app_rw;

--
-- Name: SEQUENCE loyalty_account_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.loyalty_account_id_seq TO app_rw;

--
-- Name: TABLE loyalty_entry; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.loyalty_entry TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.loyalty_entry TO app_rw;

--
-- Name: SEQUENCE loyalty_entry_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.loyalty_entry_id_seq TO app_rw;

--
-- Name: TABLE loyalty_level; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.loyalty_level TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.loyalty_level TO app_rw;

--
-- Name: SEQUENCE loyalty_level_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.loyalty_level_id_seq TO app_rw;

--
-- Name: TABLE mailing; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.mailing TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.mailing TO app_rw;

--
-- Name: TABLE mailing_click; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.mailing_click TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.mailing_click TO app_rw;

--
-- Name: SEQUENCE mailing_click_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.mailing_click_id_seq TO app_rw;

--
-- Name: SEQUENCE mailing_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.mailing_id_seq TO app_rw;

--
-- Name: TABLE partner; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.partner TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.partner TO app_rw;

--
-- Name: SEQUENCE partner_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.partner_id_seq TO app_rw;

--
-- Name: TABLE partner_offer; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.partner_offer TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.partner_offer TO app_rw;

--
-- Name: SEQUENCE partner_offer_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.partner_offer_id_seq TO app_rw;

--
-- Name: TABLE partner_recent; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.partner_recent TO app_ro;

--
-- Name: TABLE preference; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.preference TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.preference TO app_rw;

--
-- Name: SEQUENCE preference_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.preference_id_seq TO app_rw;

--
-- Name: TABLE preference_recent; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.preference_recent TO app_ro;

--
-- Name: TABLE referral; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.referral TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.referral TO app_rw;

--
-- Name: SEQUENCE referral_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.referral_id_seq TO app_rw;

--
-- Name: TABLE segment; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.segment TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.segment TO app_rw;

--
-- Name: SEQUENCE segment_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.segment_id_seq TO app_rw;

--
-- Name: TABLE segment_member; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.segment_member TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.segment_member TO app_rw;

--
-- Name: SEQUENCE segment_member_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.segment_member_id_seq TO app_rw;

--
-- Name: TABLE special_need; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.special_need TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.special_need TO app_rw;

--
-- Name: SEQUENCE special_need_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.special_need_id_seq TO app_rw;

--
-- Name: TABLE survey; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.survey TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.survey TO app_rw;

--
-- Name: TABLE survey_answer; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.survey_answer TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.survey_answer TO app_rw;

--
-- Name: SEQUENCE survey_answer_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.survey_answer_id_seq TO app_rw;

--
-- Name: SEQUENCE survey_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.survey_id_seq TO app_rw;

--
-- Name: TABLE traveller; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.traveller TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE crm.traveller TO app_rw;

--
-- Name: SEQUENCE traveller_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.traveller_id_seq TO app_rw;

--
-- Name: TABLE traveller_recent; Type: ACL; Schema: crm; Owner: -
--

GRANT SELECT ON TABLE crm.traveller_recent TO app_ro;

--
-- Name: SEQUENCE voucher_id_seq; Type: ACL; Schema: crm; Owner: -
--

GRANT ALL ON SEQUENCE crm.voucher_id_seq TO app_rw;

--
-- Name: TABLE aircraft; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.aircraft TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.aircraft TO app_rw;

--
-- Name: TABLE aircraft_recent; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.aircraft_recent TO app_ro;

--
-- Name: TABLE aircraft_type; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.aircraft_type TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.aircraft_type TO app_rw;

--
-- Name: TABLE cabin; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.cabin TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.cabin TO app_rw;

--
-- Name: TABLE crew; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.crew TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.crew TO app_rw;

--
-- Name: TABLE crew_member; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.crew_member TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.crew_member TO app_rw;

--
-- Name: TABLE crew_rank; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.crew_rank TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.crew_rank TO app_rw;

--
-- Name: TABLE defect; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.defect TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.defect TO app_rw;

--
-- Name: TABLE defect_note; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.defect_note TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.defect_note TO app_rw;

--
-- Name: TABLE delay; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.delay TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.delay TO app_rw;

--
-- Name: TABLE delay_reason; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.delay_reason TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.delay_reason TO app_rw;

--
-- Name: TABLE duty; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.duty TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.duty TO app_rw;

--
-- Name: TABLE engine; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.engine TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.engine TO app_rw;

--
-- Name: TABLE fuel_uplift; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.fuel_uplift TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.fuel_uplift TO app_rw;

--
-- Name: TABLE ground_vehicle; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.ground_vehicle TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.ground_vehicle TO app_rw;

--
-- Name: TABLE handling; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.handling TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.handling TO app_rw;

--
-- Name: TABLE handling_recent; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.handling_recent TO app_ro;

--
-- Name: TABLE hangar; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.hangar TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.hangar TO app_rw;

--
-- Name: TABLE inspection; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.inspection TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.inspection TO app_rw;

--
-- Name: TABLE inspection_recent; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.inspection_recent TO app_ro;

--
-- Name: TABLE license; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.license TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.license TO app_rw;

--
-- Name: TABLE maintenance_plan; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.maintenance_plan TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.maintenance_plan TO app_rw;

--
-- Name: TABLE maintenance_plan_recent; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.maintenance_plan_recent TO app_ro;

--
-- Name: TABLE notam; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.notam TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.notam TO app_rw;

--
-- Name: TABLE part; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.part TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.part TO app_rw;

--
-- Name: TABLE part_stock; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.part_stock TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.part_stock TO app_rw;

--
-- Name: TABLE part_use; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.part_use TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.part_use TO app_rw;

--
-- Name: TABLE purchase; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.purchase TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.purchase TO app_rw;

--
-- Name: TABLE rest_rule; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.rest_rule TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.rest_rule TO app_rw;

--
-- Name: TABLE roster; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.roster TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.roster TO app_rw;

--
-- Name: TABLE seat_block; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.seat_block TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.seat_block TO app_rw;

--
-- Name: TABLE slot; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.slot TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.slot TO app_rw;

--
-- Name: TABLE supplier; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.supplier TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.supplier TO app_rw;

--
-- Name: TABLE training; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.training TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.training TO app_rw;

--
-- Name: TABLE weather_report; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.weather_report TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.weather_report TO app_rw;

--
-- Name: TABLE work_order; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.work_order TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.work_order TO app_rw;

--
-- Name: TABLE work_step; Type: ACL; Schema: fleet; Owner: -
--

GRANT SELECT ON TABLE fleet.work_step TO app_ro;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE fleet.work_step TO app_rw;

--
-- PostgreSQL database dump complete
--

