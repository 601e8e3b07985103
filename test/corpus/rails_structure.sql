-- structure.sql of a Rails application (a marketplace for craft goods)
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
-- Name: delivery_state; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.delivery_state AS ENUM (
    'waiting',
    'shipped',
    'delivered',
    'returned'
);


--
-- Name: snapshot_of(bigint, jsonb, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.snapshot_of(num bigint, row_data jsonb, at timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS $$
  BEGIN
    RETURN jsonb_build_object('n', num, 'at', at, 'row', row_data - 'updated_at');
  END;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: ar_internal_metadata; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ar_internal_metadata (
    key character varying NOT NULL,
    value character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);

--
-- Name: schema_migrations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.schema_migrations (
    version character varying NOT NULL
);


--
-- Name: active_storage_blobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.active_storage_blobs (
    id bigint NOT NULL,
    birth_date date,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: active_storage_blobs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.active_storage_blobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: active_storage_blobs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.active_storage_blobs_id_seq OWNED BY public.active_storage_blobs.id;


--
-- Name: active_storage_attachments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.active_storage_attachments (
    id bigint NOT NULL,
    active_storage_blob_id bigint NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    position integer DEFAULT 0 NOT NULL,
    street character varying,
    sign_in_count integer DEFAULT 0 NOT NULL,
    due_on date,
    settings jsonb DEFAULT '{}'::jsonb,
    weight numeric(8,3),
    checksum character varying,
    color character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: active_storage_attachments_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.active_storage_attachments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: active_storage_attachments_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.active_storage_attachments_id_seq OWNED BY public.active_storage_attachments.id;


--
-- Name: users; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.users (
    id bigint NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    position integer DEFAULT 0 NOT NULL,
    score double precision,
    first_name character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: users_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: users_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.users_id_seq OWNED BY public.users.id;


--
-- Name: sellers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sellers (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    description text,
    is_default boolean DEFAULT false NOT NULL,
    last_login_at timestamp(6) without time zone,
    starts_at timestamp(6) without time zone,
    weight numeric(8,3),
    password_hash character varying,
    external_id character varying,
    priority smallint DEFAULT 0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: sellers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.sellers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: sellers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.sellers_id_seq OWNED BY public.sellers.id;


--
-- Name: shops; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.shops (
    id bigint NOT NULL,
    seller_id bigint NOT NULL,
    starts_at timestamp(6) without time zone,
    locked_at timestamp(6) without time zone,
    invoice_number character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: shops_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.shops_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: shops_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.shops_id_seq OWNED BY public.shops.id;


--
-- Name: shop_members; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.shop_members (
    id bigint NOT NULL,
    shop_id bigint NOT NULL,
    user_id bigint NOT NULL,
    first_name character varying NOT NULL,
    comment text,
    city character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: shop_members_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.shop_members_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: shop_members_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.shop_members_id_seq OWNED BY public.shop_members.id;


--
-- Name: product_categories; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.product_categories (
    id bigint NOT NULL,
    parent_id bigint,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    notes text,
    comment text,
    is_default boolean DEFAULT false NOT NULL,
    phone character varying,
    name character varying NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    gender character varying,
    attempts integer DEFAULT 0 NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: product_categories_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.product_categories_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: product_categories_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.product_categories_id_seq OWNED BY public.product_categories.id;


--
-- Name: products; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.products (
    id bigint NOT NULL,
    shop_id bigint NOT NULL,
    product_category_id bigint NOT NULL,
    kind character varying NOT NULL,
    total numeric(12,2),
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    status character varying DEFAULT 'new'::character varying NOT NULL,
    phone character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: products_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.products_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: products_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.products_id_seq OWNED BY public.products.id;


--
-- Name: variants; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.variants (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    email character varying NOT NULL,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    title character varying NOT NULL,
    birth_date date,
    score double precision,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: variants_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.variants_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: variants_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.variants_id_seq OWNED BY public.variants.id;


--
-- Name: option_types; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.option_types (
    id bigint NOT NULL,
    due_on date,
    balance_cents bigint DEFAULT 0 NOT NULL,
    sign_in_count integer DEFAULT 0 NOT NULL,
    phone character varying,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: option_types_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.option_types_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: option_types_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.option_types_id_seq OWNED BY public.option_types.id;


--
-- Name: option_values; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.option_values (
    id bigint NOT NULL,
    option_type_id bigint NOT NULL,
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    latitude numeric(9,6),
    discount numeric(5,4),
    region character varying,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    checksum character varying,
    reference character varying,
    slug character varying NOT NULL,
    exchange_rate numeric(18,6),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: option_values_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.option_values_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: option_values_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.option_values_id_seq OWNED BY public.option_values.id;


--
-- Name: variant_options; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.variant_options (
    id bigint NOT NULL,
    variant_id bigint NOT NULL,
    option_value_id bigint NOT NULL,
    timezone character varying,
    priority smallint DEFAULT 0 NOT NULL,
    avatar_url text,
    checksum character varying,
    first_name character varying NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    slug character varying NOT NULL,
    description text,
    color character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: variant_options_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.variant_options_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: variant_options_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.variant_options_id_seq OWNED BY public.variant_options.id;


--
-- Name: product_photos; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.product_photos (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    status character varying DEFAULT 'new'::character varying NOT NULL,
    total numeric(12,2),
    description text,
    country_code character varying NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    is_default boolean DEFAULT false NOT NULL,
    slug character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: product_photos_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.product_photos_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: product_photos_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.product_photos_id_seq OWNED BY public.product_photos.id;


--
-- Name: carts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.carts (
    id bigint NOT NULL,
    user_id bigint,
    avatar_url text,
    latitude numeric(9,6),
    quantity integer DEFAULT 1 NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    country_code character varying NOT NULL,
    title character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: carts_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.carts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: carts_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.carts_id_seq OWNED BY public.carts.id;


--
-- Name: line_items; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.line_items (
    id bigint NOT NULL,
    cart_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    time_zone character varying DEFAULT 'UTC'::character varying NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    exchange_rate numeric(18,6),
    phone character varying,
    slug character varying NOT NULL,
    postal_code character varying,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    street character varying,
    locked_at timestamp(6) without time zone,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: line_items_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.line_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: line_items_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.line_items_id_seq OWNED BY public.line_items.id;


--
-- Name: orders; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.orders (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    shop_id bigint NOT NULL,
    status character varying DEFAULT 'new'::character varying NOT NULL,
    password_hash character varying,
    street character varying,
    archived_at timestamp(6) without time zone,
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    locked_at timestamp(6) without time zone,
    discount numeric(5,4),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: orders_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: orders_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;


--
-- Name: order_lines; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.order_lines (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    variant_id bigint NOT NULL,
    country_code character varying NOT NULL,
    name character varying NOT NULL,
    slug character varying NOT NULL,
    gender character varying,
    color character varying,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    external_id character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: order_lines_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.order_lines_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: order_lines_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.order_lines_id_seq OWNED BY public.order_lines.id;


--
-- Name: shipments; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.shipments (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    country_code character varying NOT NULL,
    url text,
    discount numeric(5,4),
    street character varying,
    first_name character varying NOT NULL,
    last_login_at timestamp(6) without time zone,
    phone character varying,
    starts_at timestamp(6) without time zone,
    unit_price numeric(12,2) NOT NULL,
    state public.delivery_state DEFAULT 'waiting'::public.delivery_state NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: shipments_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.shipments_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: shipments_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.shipments_id_seq OWNED BY public.shipments.id;


--
-- Name: tracking_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tracking_events (
    id bigint NOT NULL,
    shipment_id bigint NOT NULL,
    time_zone character varying DEFAULT 'UTC'::character varying NOT NULL,
    email character varying NOT NULL,
    color character varying,
    password_hash character varying,
    url text,
    locked_at timestamp(6) without time zone,
    sign_in_count integer DEFAULT 0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: tracking_events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.tracking_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: tracking_events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.tracking_events_id_seq OWNED BY public.tracking_events.id;


--
-- Name: addresses; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.addresses (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    street character varying,
    exchange_rate numeric(18,6),
    url text,
    gender character varying,
    timezone character varying,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    due_on date,
    avatar_url text,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: addresses_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.addresses_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: addresses_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.addresses_id_seq OWNED BY public.addresses.id;


--
-- Name: payouts; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payouts (
    id bigint NOT NULL,
    seller_id bigint NOT NULL,
    external_id character varying,
    email character varying NOT NULL,
    birth_date date,
    settings jsonb DEFAULT '{}'::jsonb,
    street character varying,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    comment text,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: payouts_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.payouts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: payouts_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.payouts_id_seq OWNED BY public.payouts.id;


--
-- Name: payout_items; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.payout_items (
    id bigint NOT NULL,
    payout_id bigint NOT NULL,
    order_id bigint NOT NULL,
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    country_code character varying NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    longitude numeric(9,6),
    paid_at timestamp(6) without time zone,
    password_hash character varying,
    checksum character varying,
    code character varying NOT NULL,
    title character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: payout_items_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.payout_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: payout_items_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.payout_items_id_seq OWNED BY public.payout_items.id;


--
-- Name: disputes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.disputes (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    kind character varying NOT NULL,
    last_name character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: disputes_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.disputes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: disputes_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.disputes_id_seq OWNED BY public.disputes.id;


--
-- Name: dispute_messages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.dispute_messages (
    id bigint NOT NULL,
    dispute_id bigint NOT NULL,
    user_id bigint NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    code character varying NOT NULL,
    time_zone character varying DEFAULT 'UTC'::character varying NOT NULL,
    color character varying,
    weight numeric(8,3),
    is_active boolean DEFAULT true NOT NULL,
    reference character varying,
    invoice_number character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: dispute_messages_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.dispute_messages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: dispute_messages_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.dispute_messages_id_seq OWNED BY public.dispute_messages.id;


--
-- Name: reviews; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reviews (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    user_id bigint NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    postal_code character varying,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: reviews_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.reviews_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: reviews_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.reviews_id_seq OWNED BY public.reviews.id;


--
-- Name: review_votes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.review_votes (
    id bigint NOT NULL,
    review_id bigint NOT NULL,
    user_id bigint NOT NULL,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    notes text,
    time_zone character varying DEFAULT 'UTC'::character varying NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    discount numeric(5,4),
    total numeric(12,2),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: review_votes_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.review_votes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: review_votes_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.review_votes_id_seq OWNED BY public.review_votes.id;


--
-- Name: wishlists; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wishlists (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    locked_at timestamp(6) without time zone,
    password_hash character varying,
    code character varying NOT NULL,
    birth_date date,
    phone character varying,
    last_login_at timestamp(6) without time zone,
    region character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: wishlists_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.wishlists_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: wishlists_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.wishlists_id_seq OWNED BY public.wishlists.id;


--
-- Name: wishlist_items; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wishlist_items (
    id bigint NOT NULL,
    wishlist_id bigint NOT NULL,
    product_id bigint NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    starts_at timestamp(6) without time zone,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: wishlist_items_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.wishlist_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: wishlist_items_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.wishlist_items_id_seq OWNED BY public.wishlist_items.id;


--
-- Name: coupons; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coupons (
    id bigint NOT NULL,
    shop_id bigint NOT NULL,
    description text,
    quantity integer DEFAULT 1 NOT NULL,
    notes text,
    first_name character varying NOT NULL,
    longitude numeric(9,6),
    region character varying,
    is_default boolean DEFAULT false NOT NULL,
    color character varying,
    sign_in_count integer DEFAULT 0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: coupons_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.coupons_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: coupons_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.coupons_id_seq OWNED BY public.coupons.id;


--
-- Name: coupon_redemptions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.coupon_redemptions (
    id bigint NOT NULL,
    coupon_id bigint NOT NULL,
    order_id bigint NOT NULL,
    checksum character varying,
    weight numeric(8,3),
    country_code character varying NOT NULL,
    region character varying,
    postal_code character varying,
    unit_price numeric(12,2) NOT NULL,
    locked_at timestamp(6) without time zone,
    longitude numeric(9,6),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: coupon_redemptions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.coupon_redemptions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: coupon_redemptions_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.coupon_redemptions_id_seq OWNED BY public.coupon_redemptions.id;


--
-- Name: taxes; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.taxes (
    id bigint NOT NULL,
    position integer DEFAULT 0 NOT NULL,
    checksum character varying,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    latitude numeric(9,6),
    street character varying,
    first_name character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: taxes_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.taxes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: taxes_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.taxes_id_seq OWNED BY public.taxes.id;


--
-- Name: tax_zones; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tax_zones (
    id bigint NOT NULL,
    tax_id bigint NOT NULL,
    archived_at timestamp(6) without time zone,
    phone character varying,
    timezone character varying,
    country_code character varying NOT NULL,
    password_hash character varying,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: tax_zones_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.tax_zones_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: tax_zones_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.tax_zones_id_seq OWNED BY public.tax_zones.id;


--
-- Name: stock_items; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock_items (
    id bigint NOT NULL,
    variant_id bigint NOT NULL,
    first_name character varying NOT NULL,
    kind character varying NOT NULL,
    settings jsonb DEFAULT '{}'::jsonb,
    email character varying NOT NULL,
    sign_in_count integer DEFAULT 0 NOT NULL,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    score double precision,
    balance_cents bigint DEFAULT 0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: stock_items_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.stock_items_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: stock_items_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.stock_items_id_seq OWNED BY public.stock_items.id;


--
-- Name: stock_moves; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stock_moves (
    id bigint NOT NULL,
    stock_item_id bigint NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    status character varying DEFAULT 'new'::character varying NOT NULL,
    email character varying NOT NULL,
    street character varying,
    code character varying NOT NULL,
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    city character varying,
    balance_cents bigint DEFAULT 0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: stock_moves_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.stock_moves_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: stock_moves_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.stock_moves_id_seq OWNED BY public.stock_moves.id;


--
-- Name: conversations; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.conversations (
    id bigint NOT NULL,
    title character varying NOT NULL,
    phone character varying,
    starts_at timestamp(6) without time zone,
    region character varying,
    attempts integer DEFAULT 0 NOT NULL,
    position integer DEFAULT 0 NOT NULL,
    archived_at timestamp(6) without time zone,
    sign_in_count integer DEFAULT 0 NOT NULL,
    weight numeric(8,3),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: conversations_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.conversations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: conversations_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.conversations_id_seq OWNED BY public.conversations.id;


--
-- Name: messages; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.messages (
    id bigint NOT NULL,
    conversation_id bigint NOT NULL,
    user_id bigint NOT NULL,
    quantity integer DEFAULT 1 NOT NULL,
    archived_at timestamp(6) without time zone,
    last_name character varying NOT NULL,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    ends_at timestamp(6) without time zone,
    email character varying NOT NULL,
    title character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: messages_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.messages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: messages_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.messages_id_seq OWNED BY public.messages.id;


--
-- Name: notifications; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notifications (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    name character varying NOT NULL,
    email character varying NOT NULL,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    due_on date,
    reference character varying,
    tax_rate numeric(5,4) DEFAULT 0 NOT NULL,
    gender character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: notifications_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.notifications_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: notifications_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.notifications_id_seq OWNED BY public.notifications.id;


--
-- Name: flipper_features; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.flipper_features (
    id bigint NOT NULL,
    name character varying NOT NULL,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    email character varying NOT NULL,
    weight numeric(8,3),
    avatar_url text,
    paid_at timestamp(6) without time zone,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: flipper_features_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.flipper_features_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: flipper_features_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.flipper_features_id_seq OWNED BY public.flipper_features.id;


--
-- Name: flipper_gates; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.flipper_gates (
    id bigint NOT NULL,
    flipper_feature_id bigint NOT NULL,
    city character varying,
    quantity integer DEFAULT 1 NOT NULL,
    code character varying NOT NULL,
    expires_at timestamp(6) without time zone,
    slug character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: flipper_gates_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.flipper_gates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: flipper_gates_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.flipper_gates_id_seq OWNED BY public.flipper_gates.id;


--
-- Name: good_jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.good_jobs (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    exchange_rate numeric(18,6),
    score double precision,
    slug character varying NOT NULL,
    phone character varying,
    total numeric(12,2),
    is_active boolean DEFAULT true NOT NULL,
    password_hash character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: versions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.versions (
    id bigint NOT NULL,
    currency character varying DEFAULT 'EUR'::character varying NOT NULL,
    locale character varying DEFAULT 'en'::character varying NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    latitude numeric(9,6),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: versions_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.versions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: versions_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.versions_id_seq OWNED BY public.versions.id;


--
-- Name: friendly_id_slugs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.friendly_id_slugs (
    id bigint NOT NULL,
    gender character varying,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    postal_code character varying,
    comment text,
    priority smallint DEFAULT 0 NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    ends_at timestamp(6) without time zone,
    longitude numeric(9,6),
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: friendly_id_slugs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.friendly_id_slugs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: friendly_id_slugs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.friendly_id_slugs_id_seq OWNED BY public.friendly_id_slugs.id;


--
-- Name: taggings; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.taggings (
    id bigint NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    comment text,
    last_name character varying NOT NULL,
    exchange_rate numeric(18,6),
    invoice_number character varying,
    sign_in_count integer DEFAULT 0 NOT NULL,
    title character varying NOT NULL,
    locked_at timestamp(6) without time zone,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: taggings_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.taggings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: taggings_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.taggings_id_seq OWNED BY public.taggings.id;


--
-- Name: tags; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.tags (
    id bigint NOT NULL,
    last_name character varying NOT NULL,
    ends_at timestamp(6) without time zone,
    version integer DEFAULT 1 NOT NULL,
    locked_at timestamp(6) without time zone,
    notes text,
    paid_at timestamp(6) without time zone,
    code character varying NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: tags_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.tags_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: tags_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.tags_id_seq OWNED BY public.tags.id;


--
-- Name: search_queries; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.search_queries (
    id bigint NOT NULL,
    user_id bigint,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    tags character varying[] DEFAULT '{}'::character varying[] NOT NULL,
    unit_price numeric(12,2) NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: search_queries_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.search_queries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: search_queries_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.search_queries_id_seq OWNED BY public.search_queries.id;


--
-- Name: reports; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reports (
    id bigint NOT NULL,
    user_id bigint NOT NULL,
    email character varying NOT NULL,
    url text,
    kind character varying NOT NULL,
    amount numeric(12,2) DEFAULT 0 NOT NULL,
    notes text,
    exchange_rate numeric(18,6),
    discount numeric(5,4),
    longitude numeric(9,6),
    starts_at timestamp(6) without time zone,
    metadata jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


--
-- Name: reports_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.reports_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: reports_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.reports_id_seq OWNED BY public.reports.id;


--
-- Name: audits; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id bigint,
    comment text,
    last_login_at timestamp(6) without time zone,
    last_name character varying NOT NULL,
    discount numeric(5,4),
    unit_price numeric(12,2) NOT NULL,
    invoice_number character varying,
    postal_code character varying,
    score double precision,
    code character varying NOT NULL,
    reference character varying,
    created_at timestamp(6) without time zone NOT NULL,
    updated_at timestamp(6) without time zone NOT NULL
);


ALTER TABLE ONLY public.ar_internal_metadata
    ADD CONSTRAINT ar_internal_metadata_pkey PRIMARY KEY (key);

--
-- Name: active_storage_blobs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.active_storage_blobs ALTER COLUMN id SET DEFAULT nextval('public.active_storage_blobs_id_seq'::regclass);


--
-- Name: active_storage_attachments id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.active_storage_attachments ALTER COLUMN id SET DEFAULT nextval('public.active_storage_attachments_id_seq'::regclass);


--
-- Name: users id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users ALTER COLUMN id SET DEFAULT nextval('public.users_id_seq'::regclass);


--
-- Name: sellers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sellers ALTER COLUMN id SET DEFAULT nextval('public.sellers_id_seq'::regclass);


--
-- Name: shops id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shops ALTER COLUMN id SET DEFAULT nextval('public.shops_id_seq'::regclass);


--
-- Name: shop_members id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shop_members ALTER COLUMN id SET DEFAULT nextval('public.shop_members_id_seq'::regclass);


--
-- Name: product_categories id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_categories ALTER COLUMN id SET DEFAULT nextval('public.product_categories_id_seq'::regclass);


--
-- Name: products id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.products ALTER COLUMN id SET DEFAULT nextval('public.products_id_seq'::regclass);


--
-- Name: variants id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.variants ALTER COLUMN id SET DEFAULT nextval('public.variants_id_seq'::regclass);


--
-- Name: option_types id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.option_types ALTER COLUMN id SET DEFAULT nextval('public.option_types_id_seq'::regclass);


--
-- Name: option_values id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.option_values ALTER COLUMN id SET DEFAULT nextval('public.option_values_id_seq'::regclass);


--
-- Name: variant_options id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.variant_options ALTER COLUMN id SET DEFAULT nextval('public.variant_options_id_seq'::regclass);


--
-- Name: product_photos id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_photos ALTER COLUMN id SET DEFAULT nextval('public.product_photos_id_seq'::regclass);


--
-- Name: carts id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.carts ALTER COLUMN id SET DEFAULT nextval('public.carts_id_seq'::regclass);


--
-- Name: line_items id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.line_items ALTER COLUMN id SET DEFAULT nextval('public.line_items_id_seq'::regclass);


--
-- Name: orders id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);


--
-- Name: order_lines id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_lines ALTER COLUMN id SET DEFAULT nextval('public.order_lines_id_seq'::regclass);


--
-- Name: shipments id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shipments ALTER COLUMN id SET DEFAULT nextval('public.shipments_id_seq'::regclass);


--
-- Name: tracking_events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tracking_events ALTER COLUMN id SET DEFAULT nextval('public.tracking_events_id_seq'::regclass);


--
-- Name: addresses id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.addresses ALTER COLUMN id SET DEFAULT nextval('public.addresses_id_seq'::regclass);


--
-- Name: payouts id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payouts ALTER COLUMN id SET DEFAULT nextval('public.payouts_id_seq'::regclass);


--
-- Name: payout_items id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payout_items ALTER COLUMN id SET DEFAULT nextval('public.payout_items_id_seq'::regclass);


--
-- Name: disputes id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disputes ALTER COLUMN id SET DEFAULT nextval('public.disputes_id_seq'::regclass);


--
-- Name: dispute_messages id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dispute_messages ALTER COLUMN id SET DEFAULT nextval('public.dispute_messages_id_seq'::regclass);


--
-- Name: reviews id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reviews ALTER COLUMN id SET DEFAULT nextval('public.reviews_id_seq'::regclass);


--
-- Name: review_votes id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_votes ALTER COLUMN id SET DEFAULT nextval('public.review_votes_id_seq'::regclass);


--
-- Name: wishlists id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wishlists ALTER COLUMN id SET DEFAULT nextval('public.wishlists_id_seq'::regclass);


--
-- Name: wishlist_items id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wishlist_items ALTER COLUMN id SET DEFAULT nextval('public.wishlist_items_id_seq'::regclass);


--
-- Name: coupons id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coupons ALTER COLUMN id SET DEFAULT nextval('public.coupons_id_seq'::regclass);


--
-- Name: coupon_redemptions id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coupon_redemptions ALTER COLUMN id SET DEFAULT nextval('public.coupon_redemptions_id_seq'::regclass);


--
-- Name: taxes id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taxes ALTER COLUMN id SET DEFAULT nextval('public.taxes_id_seq'::regclass);


--
-- Name: tax_zones id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tax_zones ALTER COLUMN id SET DEFAULT nextval('public.tax_zones_id_seq'::regclass);


--
-- Name: stock_items id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_items ALTER COLUMN id SET DEFAULT nextval('public.stock_items_id_seq'::regclass);


--
-- Name: stock_moves id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_moves ALTER COLUMN id SET DEFAULT nextval('public.stock_moves_id_seq'::regclass);


--
-- Name: conversations id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations ALTER COLUMN id SET DEFAULT nextval('public.conversations_id_seq'::regclass);


--
-- Name: messages id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages ALTER COLUMN id SET DEFAULT nextval('public.messages_id_seq'::regclass);


--
-- Name: notifications id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications ALTER COLUMN id SET DEFAULT nextval('public.notifications_id_seq'::regclass);


--
-- Name: flipper_features id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flipper_features ALTER COLUMN id SET DEFAULT nextval('public.flipper_features_id_seq'::regclass);


--
-- Name: flipper_gates id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flipper_gates ALTER COLUMN id SET DEFAULT nextval('public.flipper_gates_id_seq'::regclass);


--
-- Name: versions id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.versions ALTER COLUMN id SET DEFAULT nextval('public.versions_id_seq'::regclass);


--
-- Name: friendly_id_slugs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.friendly_id_slugs ALTER COLUMN id SET DEFAULT nextval('public.friendly_id_slugs_id_seq'::regclass);


--
-- Name: taggings id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggings ALTER COLUMN id SET DEFAULT nextval('public.taggings_id_seq'::regclass);


--
-- Name: tags id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tags ALTER COLUMN id SET DEFAULT nextval('public.tags_id_seq'::regclass);


--
-- Name: search_queries id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_queries ALTER COLUMN id SET DEFAULT nextval('public.search_queries_id_seq'::regclass);


--
-- Name: reports id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reports ALTER COLUMN id SET DEFAULT nextval('public.reports_id_seq'::regclass);


ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);

--
-- Name: active_storage_blobs active_storage_blobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.active_storage_blobs
    ADD CONSTRAINT active_storage_blobs_pkey PRIMARY KEY (id);


--
-- Name: active_storage_attachments active_storage_attachments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.active_storage_attachments
    ADD CONSTRAINT active_storage_attachments_pkey PRIMARY KEY (id);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: sellers sellers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sellers
    ADD CONSTRAINT sellers_pkey PRIMARY KEY (id);


--
-- Name: shops shops_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shops
    ADD CONSTRAINT shops_pkey PRIMARY KEY (id);


--
-- Name: shop_members shop_members_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shop_members
    ADD CONSTRAINT shop_members_pkey PRIMARY KEY (id);


--
-- Name: product_categories product_categories_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_categories
    ADD CONSTRAINT product_categories_pkey PRIMARY KEY (id);


--
-- Name: products products_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (id);


ALTER TABLE public.products
    ADD CONSTRAINT chk_rails_0dd0ff53bb CHECK ((total >= (0)::numeric)) NOT VALID;

--
-- Name: variants variants_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT variants_pkey PRIMARY KEY (id);


ALTER TABLE public.variants
    ADD CONSTRAINT chk_rails_245fce07bb CHECK ((amount >= (0)::numeric)) NOT VALID;

--
-- Name: option_types option_types_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.option_types
    ADD CONSTRAINT option_types_pkey PRIMARY KEY (id);


ALTER TABLE public.option_types
    ADD CONSTRAINT chk_rails_3b146c6dbb CHECK ((unit_price >= (0)::numeric)) NOT VALID;

--
-- Name: option_values option_values_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.option_values
    ADD CONSTRAINT option_values_pkey PRIMARY KEY (id);


--
-- Name: variant_options variant_options_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.variant_options
    ADD CONSTRAINT variant_options_pkey PRIMARY KEY (id);


--
-- Name: product_photos product_photos_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_photos
    ADD CONSTRAINT product_photos_pkey PRIMARY KEY (id);


ALTER TABLE public.product_photos
    ADD CONSTRAINT chk_rails_2da937d8bb CHECK ((total >= (0)::numeric)) NOT VALID;

--
-- Name: carts carts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.carts
    ADD CONSTRAINT carts_pkey PRIMARY KEY (id);


--
-- Name: line_items line_items_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.line_items
    ADD CONSTRAINT line_items_pkey PRIMARY KEY (id);


ALTER TABLE public.line_items
    ADD CONSTRAINT chk_rails_db4f2071bb CHECK ((amount >= (0)::numeric)) NOT VALID;

ALTER TABLE public.line_items
    ADD CONSTRAINT chk_rails_138b0c74bb CHECK ((unit_price >= (0)::numeric)) NOT VALID;

--
-- Name: orders orders_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);


--
-- Name: order_lines order_lines_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.order_lines
    ADD CONSTRAINT order_lines_pkey PRIMARY KEY (id);


--
-- Name: shipments shipments_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shipments
    ADD CONSTRAINT shipments_pkey PRIMARY KEY (id);


--
-- Name: tracking_events tracking_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tracking_events
    ADD CONSTRAINT tracking_events_pkey PRIMARY KEY (id);


--
-- Name: addresses addresses_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.addresses
    ADD CONSTRAINT addresses_pkey PRIMARY KEY (id);


--
-- Name: payouts payouts_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payouts
    ADD CONSTRAINT payouts_pkey PRIMARY KEY (id);


--
-- Name: payout_items payout_items_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payout_items
    ADD CONSTRAINT payout_items_pkey PRIMARY KEY (id);


--
-- Name: disputes disputes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disputes
    ADD CONSTRAINT disputes_pkey PRIMARY KEY (id);


--
-- Name: dispute_messages dispute_messages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dispute_messages
    ADD CONSTRAINT dispute_messages_pkey PRIMARY KEY (id);


--
-- Name: reviews reviews_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT reviews_pkey PRIMARY KEY (id);


ALTER TABLE public.reviews
    ADD CONSTRAINT chk_rails_8de6f6bbbb CHECK ((unit_price >= (0)::numeric)) NOT VALID;

--
-- Name: review_votes review_votes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_votes
    ADD CONSTRAINT review_votes_pkey PRIMARY KEY (id);


ALTER TABLE public.review_votes
    ADD CONSTRAINT chk_rails_ef6f394ebb CHECK ((total >= (0)::numeric)) NOT VALID;

--
-- Name: wishlists wishlists_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wishlists
    ADD CONSTRAINT wishlists_pkey PRIMARY KEY (id);


--
-- Name: wishlist_items wishlist_items_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wishlist_items
    ADD CONSTRAINT wishlist_items_pkey PRIMARY KEY (id);


--
-- Name: coupons coupons_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coupons
    ADD CONSTRAINT coupons_pkey PRIMARY KEY (id);


--
-- Name: coupon_redemptions coupon_redemptions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coupon_redemptions
    ADD CONSTRAINT coupon_redemptions_pkey PRIMARY KEY (id);


--
-- Name: taxes taxes_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taxes
    ADD CONSTRAINT taxes_pkey PRIMARY KEY (id);


--
-- Name: tax_zones tax_zones_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tax_zones
    ADD CONSTRAINT tax_zones_pkey PRIMARY KEY (id);


--
-- Name: stock_items stock_items_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_items
    ADD CONSTRAINT stock_items_pkey PRIMARY KEY (id);


--
-- Name: stock_moves stock_moves_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_moves
    ADD CONSTRAINT stock_moves_pkey PRIMARY KEY (id);


--
-- Name: conversations conversations_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.conversations
    ADD CONSTRAINT conversations_pkey PRIMARY KEY (id);


--
-- Name: messages messages_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);


--
-- Name: notifications notifications_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notifications
    ADD CONSTRAINT notifications_pkey PRIMARY KEY (id);


--
-- Name: flipper_features flipper_features_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flipper_features
    ADD CONSTRAINT flipper_features_pkey PRIMARY KEY (id);


--
-- Name: flipper_gates flipper_gates_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flipper_gates
    ADD CONSTRAINT flipper_gates_pkey PRIMARY KEY (id);


--
-- Name: good_jobs good_jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.good_jobs
    ADD CONSTRAINT good_jobs_pkey PRIMARY KEY (id);


ALTER TABLE public.good_jobs
    ADD CONSTRAINT chk_rails_abcfb7a2bb CHECK ((total >= (0)::numeric)) NOT VALID;

--
-- Name: versions versions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.versions
    ADD CONSTRAINT versions_pkey PRIMARY KEY (id);


--
-- Name: friendly_id_slugs friendly_id_slugs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.friendly_id_slugs
    ADD CONSTRAINT friendly_id_slugs_pkey PRIMARY KEY (id);


--
-- Name: taggings taggings_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.taggings
    ADD CONSTRAINT taggings_pkey PRIMARY KEY (id);


--
-- Name: tags tags_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tags
    ADD CONSTRAINT tags_pkey PRIMARY KEY (id);


--
-- Name: search_queries search_queries_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_queries
    ADD CONSTRAINT search_queries_pkey PRIMARY KEY (id);


--
-- Name: reports reports_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (id);


ALTER TABLE public.reports
    ADD CONSTRAINT chk_rails_fe717b41bb CHECK ((amount >= (0)::numeric)) NOT VALID;

--
-- Name: audits audits_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audits
    ADD CONSTRAINT audits_pkey PRIMARY KEY (id);


ALTER TABLE public.audits
    ADD CONSTRAINT chk_rails_383defb3bb CHECK ((unit_price >= (0)::numeric)) NOT VALID;

--
-- Name: index_active_storage_attachments_on_active_storage_blob_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_active_storage_attachments_on_active_storage_blob_id ON public.active_storage_attachments USING btree (active_storage_blob_id);


CREATE INDEX index_users_on_metadata ON public.users USING gin (metadata);

--
-- Name: index_sellers_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_sellers_on_user_id ON public.sellers USING btree (user_id);


--
-- Name: index_shops_on_seller_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_shops_on_seller_id ON public.shops USING btree (seller_id);


--
-- Name: index_shop_members_on_shop_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_shop_members_on_shop_id ON public.shop_members USING btree (shop_id);


--
-- Name: index_shop_members_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_shop_members_on_user_id ON public.shop_members USING btree (user_id);


--
-- Name: index_product_categories_on_parent_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_product_categories_on_parent_id ON public.product_categories USING btree (parent_id);


--
-- Name: index_product_categories_on_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_product_categories_on_name ON public.product_categories USING btree (name);


--
-- Name: index_products_on_shop_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_products_on_shop_id ON public.products USING btree (shop_id);


--
-- Name: index_products_on_product_category_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_products_on_product_category_id ON public.products USING btree (product_category_id);


--
-- Name: index_variants_on_product_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_variants_on_product_id ON public.variants USING btree (product_id);


--
-- Name: index_variants_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_variants_on_email ON public.variants USING btree (lower((email)::text));


CREATE INDEX index_option_types_on_metadata ON public.option_types USING gin (metadata);

--
-- Name: index_option_values_on_option_type_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_option_values_on_option_type_id ON public.option_values USING btree (option_type_id);


--
-- Name: index_variant_options_on_variant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_variant_options_on_variant_id ON public.variant_options USING btree (variant_id);


--
-- Name: index_variant_options_on_option_value_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_variant_options_on_option_value_id ON public.variant_options USING btree (option_value_id);


--
-- Name: index_variant_options_on_slug; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_variant_options_on_slug ON public.variant_options USING btree (lower((slug)::text));


--
-- Name: index_product_photos_on_product_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_product_photos_on_product_id ON public.product_photos USING btree (product_id);


--
-- Name: index_product_photos_on_slug; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_product_photos_on_slug ON public.product_photos USING btree (lower((slug)::text));


--
-- Name: index_carts_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_carts_on_user_id ON public.carts USING btree (user_id);


--
-- Name: index_line_items_on_cart_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_line_items_on_cart_id ON public.line_items USING btree (cart_id);


--
-- Name: index_line_items_on_variant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_line_items_on_variant_id ON public.line_items USING btree (variant_id);


--
-- Name: index_line_items_on_slug; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_line_items_on_slug ON public.line_items USING btree (lower((slug)::text));


--
-- Name: index_orders_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_orders_on_user_id ON public.orders USING btree (user_id);


--
-- Name: index_orders_on_shop_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_orders_on_shop_id ON public.orders USING btree (shop_id);


CREATE INDEX index_orders_live ON public.orders USING btree (created_at DESC) WHERE (archived_at IS NULL);

--
-- Name: index_order_lines_on_order_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_order_lines_on_order_id ON public.order_lines USING btree (order_id);


--
-- Name: index_order_lines_on_variant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_order_lines_on_variant_id ON public.order_lines USING btree (variant_id);


--
-- Name: index_order_lines_on_name; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_order_lines_on_name ON public.order_lines USING btree (name);


--
-- Name: index_order_lines_on_slug; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_order_lines_on_slug ON public.order_lines USING btree (lower((slug)::text));


CREATE INDEX index_order_lines_on_metadata ON public.order_lines USING gin (metadata);

--
-- Name: index_shipments_on_order_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_shipments_on_order_id ON public.shipments USING btree (order_id);


--
-- Name: index_tracking_events_on_shipment_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_tracking_events_on_shipment_id ON public.tracking_events USING btree (shipment_id);


--
-- Name: index_tracking_events_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_tracking_events_on_email ON public.tracking_events USING btree (email);


--
-- Name: index_addresses_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_addresses_on_user_id ON public.addresses USING btree (user_id);


--
-- Name: index_payouts_on_seller_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_payouts_on_seller_id ON public.payouts USING btree (seller_id);


--
-- Name: index_payout_items_on_payout_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_payout_items_on_payout_id ON public.payout_items USING btree (payout_id);


--
-- Name: index_payout_items_on_order_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_payout_items_on_order_id ON public.payout_items USING btree (order_id);


--
-- Name: index_payout_items_on_code; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_payout_items_on_code ON public.payout_items USING btree (code);


--
-- Name: index_disputes_on_order_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_disputes_on_order_id ON public.disputes USING btree (order_id);


--
-- Name: index_dispute_messages_on_dispute_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_dispute_messages_on_dispute_id ON public.dispute_messages USING btree (dispute_id);


--
-- Name: index_dispute_messages_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_dispute_messages_on_user_id ON public.dispute_messages USING btree (user_id);


--
-- Name: index_dispute_messages_on_code; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_dispute_messages_on_code ON public.dispute_messages USING btree (lower((code)::text));


--
-- Name: index_reviews_on_product_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_reviews_on_product_id ON public.reviews USING btree (product_id);


--
-- Name: index_reviews_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_reviews_on_user_id ON public.reviews USING btree (user_id);


CREATE INDEX index_reviews_on_metadata ON public.reviews USING gin (metadata);

--
-- Name: index_review_votes_on_review_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_review_votes_on_review_id ON public.review_votes USING btree (review_id);


--
-- Name: index_review_votes_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_review_votes_on_user_id ON public.review_votes USING btree (user_id);


CREATE INDEX index_review_votes_on_metadata ON public.review_votes USING gin (metadata);

--
-- Name: index_wishlists_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_wishlists_on_user_id ON public.wishlists USING btree (user_id);


--
-- Name: index_wishlists_on_code; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_wishlists_on_code ON public.wishlists USING btree (code);


--
-- Name: index_wishlist_items_on_wishlist_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_wishlist_items_on_wishlist_id ON public.wishlist_items USING btree (wishlist_id);


--
-- Name: index_wishlist_items_on_product_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_wishlist_items_on_product_id ON public.wishlist_items USING btree (product_id);


--
-- Name: index_coupons_on_shop_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_coupons_on_shop_id ON public.coupons USING btree (shop_id);


--
-- Name: index_coupon_redemptions_on_coupon_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_coupon_redemptions_on_coupon_id ON public.coupon_redemptions USING btree (coupon_id);


--
-- Name: index_coupon_redemptions_on_order_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_coupon_redemptions_on_order_id ON public.coupon_redemptions USING btree (order_id);


--
-- Name: index_tax_zones_on_tax_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_tax_zones_on_tax_id ON public.tax_zones USING btree (tax_id);


CREATE INDEX index_tax_zones_live ON public.tax_zones USING btree (created_at DESC) WHERE (archived_at IS NULL);

--
-- Name: index_stock_items_on_variant_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_stock_items_on_variant_id ON public.stock_items USING btree (variant_id);


--
-- Name: index_stock_items_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_stock_items_on_email ON public.stock_items USING btree (email);


--
-- Name: index_stock_moves_on_stock_item_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_stock_moves_on_stock_item_id ON public.stock_moves USING btree (stock_item_id);


--
-- Name: index_stock_moves_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_stock_moves_on_email ON public.stock_moves USING btree (email);


--
-- Name: index_stock_moves_on_code; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_stock_moves_on_code ON public.stock_moves USING btree (code);


CREATE INDEX index_conversations_live ON public.conversations USING btree (created_at DESC) WHERE (archived_at IS NULL);

--
-- Name: index_messages_on_conversation_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_messages_on_conversation_id ON public.messages USING btree (conversation_id);


--
-- Name: index_messages_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_messages_on_user_id ON public.messages USING btree (user_id);


CREATE INDEX index_messages_live ON public.messages USING btree (created_at DESC) WHERE (archived_at IS NULL);

--
-- Name: index_messages_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_messages_on_email ON public.messages USING btree (lower((email)::text));


--
-- Name: index_notifications_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_notifications_on_user_id ON public.notifications USING btree (user_id);


--
-- Name: index_notifications_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_notifications_on_email ON public.notifications USING btree (lower((email)::text));


--
-- Name: index_flipper_features_on_name; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_flipper_features_on_name ON public.flipper_features USING btree (lower((name)::text));


--
-- Name: index_flipper_features_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_flipper_features_on_email ON public.flipper_features USING btree (email);


--
-- Name: index_flipper_gates_on_flipper_feature_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_flipper_gates_on_flipper_feature_id ON public.flipper_gates USING btree (flipper_feature_id);


--
-- Name: index_flipper_gates_on_code; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_flipper_gates_on_code ON public.flipper_gates USING btree (code);


--
-- Name: index_flipper_gates_on_slug; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_flipper_gates_on_slug ON public.flipper_gates USING btree (lower((slug)::text));


--
-- Name: index_good_jobs_on_slug; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_good_jobs_on_slug ON public.good_jobs USING btree (lower((slug)::text));


CREATE INDEX index_friendly_id_slugs_on_metadata ON public.friendly_id_slugs USING gin (metadata);

--
-- Name: index_search_queries_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_search_queries_on_user_id ON public.search_queries USING btree (user_id);


CREATE INDEX index_search_queries_on_metadata ON public.search_queries USING gin (metadata);

--
-- Name: index_reports_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_reports_on_user_id ON public.reports USING btree (user_id);


--
-- Name: index_reports_on_email; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_reports_on_email ON public.reports USING btree (lower((email)::text));


CREATE INDEX index_reports_on_metadata ON public.reports USING gin (metadata);

--
-- Name: index_audits_on_user_id; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX index_audits_on_user_id ON public.audits USING btree (user_id);


--
-- Name: index_audits_on_code; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX index_audits_on_code ON public.audits USING btree (code);


CREATE TRIGGER orders_history BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW WHEN ((COALESCE(current_setting('history.disabled'::text, true), ''::text) <> 'on'::text)) EXECUTE FUNCTION suppress_redundant_updates_trigger();


--
-- Name: active_storage_attachments fk_rails_ab666e99aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.active_storage_attachments
    ADD CONSTRAINT fk_rails_ab666e99aa FOREIGN KEY (active_storage_blob_id) REFERENCES public.active_storage_blobs(id) ON DELETE CASCADE;


--
-- Name: shops fk_rails_1e59dab4aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shops
    ADD CONSTRAINT fk_rails_1e59dab4aa FOREIGN KEY (seller_id) REFERENCES public.sellers(id);


--
-- Name: shop_members fk_rails_0d42413caa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shop_members
    ADD CONSTRAINT fk_rails_0d42413caa FOREIGN KEY (user_id) REFERENCES public.users(id) NOT VALID;


--
-- Name: products fk_rails_eced06b2aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.products
    ADD CONSTRAINT fk_rails_eced06b2aa FOREIGN KEY (shop_id) REFERENCES public.shops(id);


--
-- Name: products fk_rails_46c73822aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.products
    ADD CONSTRAINT fk_rails_46c73822aa FOREIGN KEY (product_category_id) REFERENCES public.product_categories(id) ON DELETE CASCADE;


--
-- Name: variants fk_rails_8f838debaa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.variants
    ADD CONSTRAINT fk_rails_8f838debaa FOREIGN KEY (product_id) REFERENCES public.products(id);


--
-- Name: option_values fk_rails_b4a96616aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.option_values
    ADD CONSTRAINT fk_rails_b4a96616aa FOREIGN KEY (option_type_id) REFERENCES public.option_types(id) ON DELETE CASCADE;


--
-- Name: variant_options fk_rails_610abd7aaa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.variant_options
    ADD CONSTRAINT fk_rails_610abd7aaa FOREIGN KEY (variant_id) REFERENCES public.variants(id);


--
-- Name: product_photos fk_rails_55770279aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.product_photos
    ADD CONSTRAINT fk_rails_55770279aa FOREIGN KEY (product_id) REFERENCES public.products(id) NOT VALID;


--
-- Name: carts fk_rails_23f0c1f4aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.carts
    ADD CONSTRAINT fk_rails_23f0c1f4aa FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: line_items fk_rails_9d56becaaa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.line_items
    ADD CONSTRAINT fk_rails_9d56becaaa FOREIGN KEY (cart_id) REFERENCES public.carts(id);


--
-- Name: line_items fk_rails_28b64392aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.line_items
    ADD CONSTRAINT fk_rails_28b64392aa FOREIGN KEY (variant_id) REFERENCES public.variants(id);


--
-- Name: orders fk_rails_986ccc92aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.orders
    ADD CONSTRAINT fk_rails_986ccc92aa FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- Name: shipments fk_rails_cfce6aa8aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.shipments
    ADD CONSTRAINT fk_rails_cfce6aa8aa FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: tracking_events fk_rails_4a56e805aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tracking_events
    ADD CONSTRAINT fk_rails_4a56e805aa FOREIGN KEY (shipment_id) REFERENCES public.shipments(id);


--
-- Name: addresses fk_rails_7eed1eb8aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.addresses
    ADD CONSTRAINT fk_rails_7eed1eb8aa FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: payouts fk_rails_57311439aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payouts
    ADD CONSTRAINT fk_rails_57311439aa FOREIGN KEY (seller_id) REFERENCES public.sellers(id);


--
-- Name: payout_items fk_rails_2b758982aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payout_items
    ADD CONSTRAINT fk_rails_2b758982aa FOREIGN KEY (payout_id) REFERENCES public.payouts(id);


--
-- Name: payout_items fk_rails_35d8afc0aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.payout_items
    ADD CONSTRAINT fk_rails_35d8afc0aa FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE;


--
-- Name: disputes fk_rails_985cb55eaa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.disputes
    ADD CONSTRAINT fk_rails_985cb55eaa FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: dispute_messages fk_rails_996c8907aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dispute_messages
    ADD CONSTRAINT fk_rails_996c8907aa FOREIGN KEY (dispute_id) REFERENCES public.disputes(id) NOT VALID;


--
-- Name: dispute_messages fk_rails_45b985f1aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.dispute_messages
    ADD CONSTRAINT fk_rails_45b985f1aa FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: reviews fk_rails_46903ecbaa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reviews
    ADD CONSTRAINT fk_rails_46903ecbaa FOREIGN KEY (product_id) REFERENCES public.products(id);


--
-- Name: review_votes fk_rails_5916157faa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_votes
    ADD CONSTRAINT fk_rails_5916157faa FOREIGN KEY (review_id) REFERENCES public.reviews(id);


--
-- Name: review_votes fk_rails_4345ee4faa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.review_votes
    ADD CONSTRAINT fk_rails_4345ee4faa FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- Name: wishlists fk_rails_e4d32e11aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wishlists
    ADD CONSTRAINT fk_rails_e4d32e11aa FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


--
-- Name: wishlist_items fk_rails_87a59c52aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wishlist_items
    ADD CONSTRAINT fk_rails_87a59c52aa FOREIGN KEY (wishlist_id) REFERENCES public.wishlists(id) NOT VALID;


--
-- Name: wishlist_items fk_rails_ec241e46aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wishlist_items
    ADD CONSTRAINT fk_rails_ec241e46aa FOREIGN KEY (product_id) REFERENCES public.products(id);


--
-- Name: coupons fk_rails_f51b4f13aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coupons
    ADD CONSTRAINT fk_rails_f51b4f13aa FOREIGN KEY (shop_id) REFERENCES public.shops(id) ON DELETE CASCADE;


--
-- Name: coupon_redemptions fk_rails_e3b93179aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coupon_redemptions
    ADD CONSTRAINT fk_rails_e3b93179aa FOREIGN KEY (coupon_id) REFERENCES public.coupons(id);


--
-- Name: coupon_redemptions fk_rails_1189ae83aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.coupon_redemptions
    ADD CONSTRAINT fk_rails_1189ae83aa FOREIGN KEY (order_id) REFERENCES public.orders(id);


--
-- Name: tax_zones fk_rails_4813772caa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.tax_zones
    ADD CONSTRAINT fk_rails_4813772caa FOREIGN KEY (tax_id) REFERENCES public.taxes(id);


--
-- Name: stock_items fk_rails_ee313d8caa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stock_items
    ADD CONSTRAINT fk_rails_ee313d8caa FOREIGN KEY (variant_id) REFERENCES public.variants(id);


--
-- Name: messages fk_rails_2c48c6b8aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT fk_rails_2c48c6b8aa FOREIGN KEY (conversation_id) REFERENCES public.conversations(id);


--
-- Name: messages fk_rails_ab451f92aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.messages
    ADD CONSTRAINT fk_rails_ab451f92aa FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- Name: flipper_gates fk_rails_2a39b325aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.flipper_gates
    ADD CONSTRAINT fk_rails_2a39b325aa FOREIGN KEY (flipper_feature_id) REFERENCES public.flipper_features(id) ON DELETE CASCADE;


--
-- Name: search_queries fk_rails_cfa8e100aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.search_queries
    ADD CONSTRAINT fk_rails_cfa8e100aa FOREIGN KEY (user_id) REFERENCES public.users(id);


--
-- Name: reports fk_rails_a48b6638aa; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reports
    ADD CONSTRAINT fk_rails_a48b6638aa FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;


CREATE VIEW public.shop_totals AS
 SELECT orders.shop_id,
    count(*) AS orders,
    max(orders.created_at) AS last_order_at
   FROM public.orders
  GROUP BY orders.shop_id;
