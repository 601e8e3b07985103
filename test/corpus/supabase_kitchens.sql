-- A Supabase project (shared kitchens): schema and migrations.
-- roles: anon authenticated service_role

SET check_function_bodies = false;
SET client_min_messages = warning;

CREATE SCHEMA IF NOT EXISTS auth;
CREATE SCHEMA IF NOT EXISTS storage;
CREATE SCHEMA IF NOT EXISTS extensions;
CREATE SCHEMA IF NOT EXISTS private;
GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role;
GRANT USAGE ON SCHEMA storage TO anon, authenticated, service_role;
GRANT USAGE ON SCHEMA public TO anon, authenticated, service_role;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON SEQUENCES TO anon, authenticated, service_role;

create table auth.users (
  instance_id uuid null,
  id uuid not null unique,
  aud varchar(255) null,
  "role" varchar(255) null,
  email varchar(255) null unique,
  encrypted_password varchar(255) null,
  confirmed_at timestamptz null,
  raw_app_meta_data jsonb null,
  raw_user_meta_data jsonb null,
  is_super_admin bool null,
  created_at timestamptz null,
  updated_at timestamptz null,
  constraint users_pkey primary key (id)
);
create index users_instance_id_email_idx on auth.users using btree (instance_id, email);
comment on table auth.users is 'Who can sign in';

create table auth.refresh_tokens (
  instance_id uuid null,
  id bigserial not null,
  "token" varchar(255) null,
  user_id varchar(255) null,
  revoked bool null,
  created_at timestamptz null,
  constraint refresh_tokens_pkey primary key (id)
);
create index refresh_tokens_instance_id_idx on auth.refresh_tokens using btree (instance_id);
create index refresh_tokens_token_idx on auth.refresh_tokens using btree ("token");

-- who asks, as the gateway has put it into the session
create or replace function auth.jwt() returns jsonb language sql stable as $$
  select coalesce(current_setting('request.jwt.claims', true), '{}')::jsonb
$$;
create or replace function auth.uid() returns uuid language sql stable as $$
  select (auth.jwt() ->> 'sub')::uuid
$$;
create or replace function auth.role() returns text as $$ select auth.jwt() ->> 'role' $$ language sql stable;
grant execute on function auth.uid() to public;
revoke all on function auth.jwt() from public;
grant execute on function auth.jwt() to authenticated;

create table storage.buckets (
  id text not null,
  name text not null,
  owner uuid references auth.users,
  public boolean default false,
  file_size_limit bigint,
  allowed_mime_types text[],
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  primary key (id)
);
create unique index bname on storage.buckets using btree (name);
create table storage.objects (
  id uuid not null default gen_random_uuid(),
  bucket_id text,
  name text,
  owner uuid,
  created_at timestamptz default now(),
  updated_at timestamptz default now(),
  last_accessed_at timestamptz default now(),
  metadata jsonb,
  path_tokens text[] generated always as (string_to_array(name, '/')) stored,
  constraint "objects_bucketId_fkey" foreign key (bucket_id) references storage.buckets (id),
  primary key (id)
);
create unique index bucketid_objname on storage.objects using btree (bucket_id, name);
create index name_prefix_search on storage.objects (name text_pattern_ops);
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
create function storage.folder_of(path text) returns text[] language sql immutable as $function$
  select trim_array(string_to_array(path, '/'), 1)
$function$;
create function storage.suffix_of(path text) returns text language plpgsql immutable as $function$
declare
  last_part text := reverse(split_part(reverse(path), '/', 1));
begin
  if strpos(last_part, '.') = 0 then
    return null;
  end if;
  return reverse(split_part(reverse(last_part), '.', 1));
end
$function$;
grant all on table storage.buckets to service_role;
grant select on table storage.objects to anon, authenticated;
grant insert, update, delete on table storage.objects to authenticated;
create policy "Pictures are for all" on storage.objects
  for select using (bucket_id = 'pictures');
create policy "Own pictures can be put" on storage.objects
  for insert to authenticated with check (bucket_id = 'pictures' and auth.uid() = owner);

create type public.member_role as enum ('viewer', 'cook', 'manager', 'owner');
create table public.profiles (
  id uuid references auth.users on delete cascade not null primary key,
  username text unique,
  full_name text,
  avatar_url text,
  website text,
  updated_at timestamptz,
  constraint username_length check (char_length(username) >= 3)
);
alter table public.profiles enable row level security;
create table public.kitchens (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  created_by uuid references public.profiles (id) on delete set null,
  created_at timestamptz not null default timezone('utc'::text, now())
);
create table public.kitchen_members (
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  profile_id uuid not null references public.profiles (id) on delete cascade,
  role public.member_role not null default 'viewer',
  primary key (kitchen_id, profile_id)
);
alter table public.kitchens enable row level security;
alter table public.kitchen_members enable row level security;
create or replace function private.is_member(_kitchen uuid) returns boolean
  language sql security definer stable set search_path = '' as $$
  select exists (
    select 1 from public.kitchen_members m
    where m.kitchen_id = _kitchen and m.profile_id = auth.uid()
  );
$$;
create or replace function private.has_role(_kitchen uuid, _role public.member_role) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  return exists (select 1 from kitchen_members
                  where kitchen_id = _kitchen and profile_id = auth.uid() and role >= _role);
end;
$$;
-- everybody who signs up has a profile at once
create function public.welcome() returns trigger
language plpgsql security definer set search_path = public as $$
declare
  given jsonb := coalesce(new.raw_user_meta_data, '{}');
begin
  insert into profiles (id, full_name) values (new.id, given ->> 'name') on conflict do nothing;
  return null;
end;
$$;
create trigger on_auth_user_created
  after insert on auth.users
  for each row execute procedure public.welcome();
create policy "Profiles: all read" on profiles for select using (true);
create policy "Profiles: own row in" on profiles for insert with check (auth.uid() = id);
create policy "Profiles: own row changed" on profiles for update using (auth.uid() = id);
create policy "Members see their kitchens" on kitchens for select to authenticated using (private.is_member(id));
create policy "Owners manage kitchens" on kitchens as permissive for all to authenticated
  using (private.has_role(id, 'owner')) with check (private.has_role(id, 'owner'::member_role));
create policy "Members see members" on kitchen_members for select using ((select auth.uid()) = profile_id or private.is_member(kitchen_id));
create function public.set_current_timestamp_updated_at() returns trigger language plpgsql as $$
begin
  new.updated_at = now();
  return new;
end;
$$;

-- recipes
create table public.recipes (
  id bigint generated by default as identity primary key,
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  metadata jsonb not null default '{}',
  amount numeric(12,2) not null default 0,
  priority smallint not null default 0,
  expires_at timestamptz,
  reference varchar(64),
  currency varchar(3) not null default 'EUR',
  postal_code varchar(16),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.recipes enable row level security;
create index recipes_kitchen_id_idx on public.recipes using btree (kitchen_id);
create trigger set_updated_at before update on public.recipes for each row execute function public.set_current_timestamp_updated_at();
create policy "recipes: members read" on public.recipes for select to authenticated using (private.is_member(kitchen_id));
create policy "recipes: managers write" on public.recipes to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "recipes: service" on public.recipes to service_role using (true) with check (true);
grant select on table public.recipes to anon, authenticated;

-- ingredients
create table public.ingredients (
  id bigint generated by default as identity primary key,
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  settings jsonb default '{}',
  currency varchar(3) not null default 'EUR',
  timezone varchar(40),
  street varchar(200),
  color varchar(7),
  total numeric(12,2),
  city varchar(100),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.ingredients enable row level security;
create index ingredients_kitchen_id_idx on public.ingredients using btree (kitchen_id);
create trigger set_updated_at before update on public.ingredients for each row execute function public.set_current_timestamp_updated_at();
create policy "ingredients: members read" on public.ingredients for select to authenticated using (private.is_member(kitchen_id));
create policy "ingredients: cooks write" on public.ingredients for insert to authenticated with check (private.has_role(kitchen_id, 'cook'));
grant select on table public.ingredients to anon, authenticated;

-- recipe_ingredients
create table public.recipe_ingredients (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  recipe_id bigint not null references public.recipes (id),
  ingredient_id bigint not null references public.ingredients (id) on delete cascade,
  weight numeric(8,3),
  archived_at timestamptz,
  total numeric(12,2),
  amount numeric(12,2) not null default 0,
  notes text,
  locale varchar(10) not null default 'en',
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.recipe_ingredients enable row level security;
create index recipe_ingredients_kitchen_id_idx on public.recipe_ingredients using btree (kitchen_id);
create index on public.recipe_ingredients (recipe_id);
create index on public.recipe_ingredients (ingredient_id);
create trigger set_updated_at before update on public.recipe_ingredients for each row execute function public.set_current_timestamp_updated_at();
create policy "recipe_ingredients: members read" on public.recipe_ingredients for select to authenticated using (private.is_member(kitchen_id));
create policy "recipe_ingredients: managers write" on public.recipe_ingredients to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "recipe_ingredients: service" on public.recipe_ingredients to service_role using (true) with check (true);
grant select on table public.recipe_ingredients to anon, authenticated;

-- recipe_steps
create table public.recipe_steps (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  recipe_id bigint not null references public.recipes (id) on delete cascade,
  comment text,
  description text,
  balance_cents bigint not null default 0,
  region varchar(80),
  invoice_number varchar(40),
  total numeric(12,2),
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.recipe_steps enable row level security;
create index recipe_steps_kitchen_id_idx on public.recipe_steps using btree (kitchen_id);
create index on public.recipe_steps (recipe_id);
create trigger set_updated_at before update on public.recipe_steps for each row execute function public.set_current_timestamp_updated_at();
create policy "recipe_steps: members read" on public.recipe_steps for select to authenticated using (private.is_member(kitchen_id));
create policy "recipe_steps: cooks write" on public.recipe_steps for insert to authenticated with check (private.has_role(kitchen_id, 'cook'));
revoke all on public.recipe_steps from anon;
grant update (comment, description) on public.recipe_steps to anon;
alter table public.recipe_steps replica identity full;

-- menus
create table public.menus (
  id bigint generated by default as identity primary key,
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  country_code varchar(2) not null,
  exchange_rate numeric(18,6),
  total numeric(12,2),
  starts_at timestamptz,
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.menus enable row level security;
create index menus_kitchen_id_idx on public.menus using btree (kitchen_id);
create trigger set_updated_at before update on public.menus for each row execute function public.set_current_timestamp_updated_at();
create policy "menus: members read" on public.menus for select to authenticated using (private.is_member(kitchen_id));
create policy "menus: not archived" on public.menus as restrictive for delete using (created_at > now() - interval '30 days');
revoke all on public.menus from anon;
comment on table public.menus is e'@graphql({"totalCount": {"enabled": true}})';
alter table public.menus replica identity full;

-- menu_items
create table public.menu_items (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  menu_id bigint not null references public.menus (id) on delete cascade,
  recipe_id bigint not null references public.recipes (id) on delete cascade,
  color varchar(7),
  archived_at timestamptz,
  code varchar(20) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.menu_items enable row level security;
create index menu_items_kitchen_id_idx on public.menu_items using btree (kitchen_id);
create index on public.menu_items (menu_id);
create index on public.menu_items (recipe_id);
create trigger set_updated_at before update on public.menu_items for each row execute function public.set_current_timestamp_updated_at();
create policy "menu_items: members read" on public.menu_items for select to authenticated using (private.is_member(kitchen_id));
create policy "menu_items: managers write" on public.menu_items to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "menu_items: service" on public.menu_items to service_role using (true) with check (true);
revoke all on public.menu_items from anon;
grant update (color, archived_at) on public.menu_items to anon;

-- suppliers
create table public.suppliers (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  currency varchar(3) not null default 'EUR',
  color varchar(7),
  invoice_number varchar(40),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.suppliers enable row level security;
create index suppliers_kitchen_id_idx on public.suppliers using btree (kitchen_id);
create trigger set_updated_at before update on public.suppliers for each row execute function public.set_current_timestamp_updated_at();
create policy "suppliers: members read" on public.suppliers for select to authenticated using (private.is_member(kitchen_id));
create policy "suppliers: not archived" on public.suppliers as restrictive for delete using (created_at > now() - interval '30 days');
create policy "suppliers: service" on public.suppliers to service_role using (true) with check (true);
revoke all on public.suppliers from anon;
comment on table public.suppliers is e'@graphql({"totalCount": {"enabled": true}})';

-- deliveries
create table public.deliveries (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  supplier_id uuid not null references public.suppliers (id) on delete cascade,
  street varchar(200),
  expires_at timestamptz,
  color varchar(7),
  name varchar(120) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.deliveries enable row level security;
create index deliveries_kitchen_id_idx on public.deliveries using btree (kitchen_id);
create index on public.deliveries (supplier_id);
create trigger set_updated_at before update on public.deliveries for each row execute function public.set_current_timestamp_updated_at();
create policy "deliveries: members read" on public.deliveries for select to authenticated using (private.is_member(kitchen_id));
create policy "deliveries: managers write" on public.deliveries to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
revoke all on public.deliveries from anon;
grant update (street, expires_at) on public.deliveries to anon;
alter table public.deliveries replica identity full;

-- stock_levels
create table public.stock_levels (
  id bigint generated by default as identity primary key,
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  ingredient_id bigint not null references public.ingredients (id) on delete cascade,
  tax_rate numeric(5,4) not null default 0,
  locale varchar(10) not null default 'en',
  country_code varchar(2) not null,
  url text,
  phone varchar(32),
  settings jsonb default '{}',
  total numeric(12,2),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.stock_levels enable row level security;
create index stock_levels_kitchen_id_idx on public.stock_levels using btree (kitchen_id);
create index on public.stock_levels (ingredient_id);
create trigger set_updated_at before update on public.stock_levels for each row execute function public.set_current_timestamp_updated_at();
create policy "stock_levels: members read" on public.stock_levels for select to authenticated using (private.is_member(kitchen_id));
create policy "stock_levels: managers write" on public.stock_levels to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "stock_levels: service" on public.stock_levels to service_role using (true) with check (true);
grant select on table public.stock_levels to anon, authenticated;
grant update (tax_rate, locale) on public.stock_levels to anon;
comment on table public.stock_levels is e'@graphql({"totalCount": {"enabled": true}})';

-- waste_logs
create table public.waste_logs (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  ingredient_id bigint not null references public.ingredients (id) on delete cascade,
  email varchar(255),
  amount numeric(12,2) not null default 0,
  balance_cents bigint not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.waste_logs enable row level security;
create index waste_logs_kitchen_id_idx on public.waste_logs using btree (kitchen_id);
create index on public.waste_logs (ingredient_id);
create trigger set_updated_at before update on public.waste_logs for each row execute function public.set_current_timestamp_updated_at();
create policy "waste_logs: members read" on public.waste_logs for select to authenticated using (private.is_member(kitchen_id));
create policy "waste_logs: managers write" on public.waste_logs to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
grant select, insert, update, delete on table public.waste_logs to authenticated;

-- bookings
create table public.bookings (
  id bigint generated by default as identity primary key,
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  is_default boolean not null default false,
  status varchar(20) not null default 'new',
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.bookings enable row level security;
create index bookings_kitchen_id_idx on public.bookings using btree (kitchen_id);
create trigger set_updated_at before update on public.bookings for each row execute function public.set_current_timestamp_updated_at();
create policy "bookings: members read" on public.bookings for select to authenticated using (private.is_member(kitchen_id));
create policy "bookings: managers write" on public.bookings to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
revoke all on public.bookings from anon;
grant update (is_default, status) on public.bookings to anon;
comment on table public.bookings is e'@graphql({"totalCount": {"enabled": true}})';

-- stations
create table public.stations (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  name varchar(120) not null,
  description text,
  checksum varchar(64),
  expires_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.stations enable row level security;
create index stations_kitchen_id_idx on public.stations using btree (kitchen_id);
create trigger set_updated_at before update on public.stations for each row execute function public.set_current_timestamp_updated_at();
create policy "stations: members read" on public.stations for select to authenticated using (private.is_member(kitchen_id));
create policy "stations: not archived" on public.stations as restrictive for delete using (created_at > now() - interval '30 days');
grant select on table public.stations to anon, authenticated;

-- shifts
create table public.shifts (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  station_id uuid not null references public.stations (id),
  external_id varchar(64),
  total numeric(12,2),
  currency varchar(3) not null default 'EUR',
  phone varchar(32),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.shifts enable row level security;
create index shifts_kitchen_id_idx on public.shifts using btree (kitchen_id);
create index on public.shifts (station_id);
create trigger set_updated_at before update on public.shifts for each row execute function public.set_current_timestamp_updated_at();
create policy "shifts: members read" on public.shifts for select to authenticated using (private.is_member(kitchen_id));
create policy "shifts: managers write" on public.shifts to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "shifts: service" on public.shifts to service_role using (true) with check (true);
grant all on public.shifts to authenticated, service_role;
comment on table public.shifts is e'@graphql({"totalCount": {"enabled": true}})';
alter table public.shifts replica identity full;

-- shift_swaps
create table public.shift_swaps (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  shift_id uuid not null references public.shifts (id),
  reference varchar(64),
  quantity integer not null default 1,
  version integer not null default 1,
  longitude numeric(9,6),
  postal_code varchar(16),
  score double precision,
  locale varchar(10) not null default 'en',
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.shift_swaps enable row level security;
create index shift_swaps_kitchen_id_idx on public.shift_swaps using btree (kitchen_id);
create index on public.shift_swaps (shift_id);
create trigger set_updated_at before update on public.shift_swaps for each row execute function public.set_current_timestamp_updated_at();
create policy "shift_swaps: members read" on public.shift_swaps for select to authenticated using (private.is_member(kitchen_id));
create policy "shift_swaps: cooks write" on public.shift_swaps for insert to authenticated with check (private.has_role(kitchen_id, 'cook'));
grant all on public.shift_swaps to authenticated, service_role;
comment on table public.shift_swaps is e'@graphql({"totalCount": {"enabled": true}})';
alter table public.shift_swaps replica identity full;

-- tasks
create table public.tasks (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  station_id uuid references public.stations (id),
  name varchar(120) not null,
  reference varchar(64),
  phone varchar(32),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.tasks enable row level security;
create index tasks_kitchen_id_idx on public.tasks using btree (kitchen_id);
create index on public.tasks (station_id);
create trigger set_updated_at before update on public.tasks for each row execute function public.set_current_timestamp_updated_at();
create policy "tasks: members read" on public.tasks for select to authenticated using (private.is_member(kitchen_id));
create policy "tasks: cooks write" on public.tasks for insert to authenticated with check (private.has_role(kitchen_id, 'cook'));
grant select, insert, update, delete on table public.tasks to authenticated;
comment on table public.tasks is e'@graphql({"totalCount": {"enabled": true}})';
alter table public.tasks replica identity full;

-- task_comments
create table public.task_comments (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  task_id uuid not null references public.tasks (id),
  position integer not null default 0,
  tax_rate numeric(5,4) not null default 0,
  starts_at timestamptz,
  name varchar(120) not null,
  postal_code varchar(16),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.task_comments enable row level security;
create index task_comments_kitchen_id_idx on public.task_comments using btree (kitchen_id);
create index on public.task_comments (task_id);
create trigger set_updated_at before update on public.task_comments for each row execute function public.set_current_timestamp_updated_at();
create policy "task_comments: members read" on public.task_comments for select to authenticated using (private.is_member(kitchen_id));
create policy "task_comments: managers write" on public.task_comments to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "task_comments: service" on public.task_comments to service_role using (true) with check (true);
grant select, insert, update, delete on table public.task_comments to authenticated;

-- photos
create table public.photos (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  recipe_id bigint not null references public.recipes (id) on delete cascade,
  color varchar(7),
  discount numeric(5,4),
  metadata jsonb not null default '{}',
  comment text,
  due_on date,
  timezone varchar(40),
  reference varchar(64),
  slug varchar(120) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.photos enable row level security;
create index photos_kitchen_id_idx on public.photos using btree (kitchen_id);
create index on public.photos (recipe_id);
create trigger set_updated_at before update on public.photos for each row execute function public.set_current_timestamp_updated_at();
create policy "photos: members read" on public.photos for select to authenticated using (private.is_member(kitchen_id));
create policy "photos: managers write" on public.photos to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "photos: service" on public.photos to service_role using (true) with check (true);
grant select on table public.photos to anon, authenticated;
grant update (color, discount) on public.photos to anon;

-- favorites
create table public.favorites (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  recipe_id bigint not null references public.recipes (id) on delete cascade,
  due_on date,
  archived_at timestamptz,
  score double precision,
  expires_at timestamptz,
  attempts integer not null default 0,
  street varchar(200),
  checksum varchar(64),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.favorites enable row level security;
create index favorites_kitchen_id_idx on public.favorites using btree (kitchen_id);
create index on public.favorites (recipe_id);
create trigger set_updated_at before update on public.favorites for each row execute function public.set_current_timestamp_updated_at();
create policy "favorites: members read" on public.favorites for select to authenticated using (private.is_member(kitchen_id));
create policy "favorites: managers write" on public.favorites to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "favorites: service" on public.favorites to service_role using (true) with check (true);
grant all on public.favorites to authenticated, service_role;
comment on table public.favorites is e'@graphql({"totalCount": {"enabled": true}})';

-- ratings
create table public.ratings (
  id bigint generated by default as identity primary key,
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  recipe_id bigint not null references public.recipes (id) on delete cascade,
  timezone varchar(40),
  exchange_rate numeric(18,6),
  reference varchar(64),
  phone varchar(32),
  title varchar(200) not null,
  url text,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.ratings enable row level security;
create index ratings_kitchen_id_idx on public.ratings using btree (kitchen_id);
create index on public.ratings (recipe_id);
create trigger set_updated_at before update on public.ratings for each row execute function public.set_current_timestamp_updated_at();
create policy "ratings: members read" on public.ratings for select to authenticated using (private.is_member(kitchen_id));
create policy "ratings: managers write" on public.ratings to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
grant all on public.ratings to authenticated, service_role;
comment on table public.ratings is e'@graphql({"totalCount": {"enabled": true}})';

-- invoices
create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  supplier_id uuid not null references public.suppliers (id) on delete cascade,
  metadata jsonb not null default '{}',
  kind varchar(20) not null,
  settings jsonb default '{}',
  paid_at timestamptz,
  color varchar(7),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.invoices enable row level security;
create index invoices_kitchen_id_idx on public.invoices using btree (kitchen_id);
create index on public.invoices (supplier_id);
create trigger set_updated_at before update on public.invoices for each row execute function public.set_current_timestamp_updated_at();
create policy "invoices: members read" on public.invoices for select to authenticated using (private.is_member(kitchen_id));
create policy "invoices: managers write" on public.invoices to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
revoke all on public.invoices from anon;
comment on table public.invoices is e'@graphql({"totalCount": {"enabled": true}})';
alter table public.invoices replica identity full;

-- payments
create table public.payments (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  invoice_id uuid not null references public.invoices (id) on delete cascade,
  settings jsonb default '{}',
  exchange_rate numeric(18,6),
  due_on date,
  version integer not null default 1,
  attempts integer not null default 0,
  balance_cents bigint not null default 0,
  tags text[] not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.payments enable row level security;
create index payments_kitchen_id_idx on public.payments using btree (kitchen_id);
create index on public.payments (invoice_id);
create trigger set_updated_at before update on public.payments for each row execute function public.set_current_timestamp_updated_at();
create policy "payments: members read" on public.payments for select to authenticated using (private.is_member(kitchen_id));
create policy "payments: not archived" on public.payments as restrictive for delete using (created_at > now() - interval '30 days');
revoke all on public.payments from anon;
comment on table public.payments is e'@graphql({"totalCount": {"enabled": true}})';
alter table public.payments replica identity full;

-- invitations
create table public.invitations (
  id bigint generated by default as identity primary key,
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  tax_rate numeric(5,4) not null default 0,
  street varchar(200),
  slug varchar(120) not null,
  balance_cents bigint not null default 0,
  amount numeric(12,2) not null default 0,
  due_on date,
  name varchar(120) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.invitations enable row level security;
create index invitations_kitchen_id_idx on public.invitations using btree (kitchen_id);
create trigger set_updated_at before update on public.invitations for each row execute function public.set_current_timestamp_updated_at();
create policy "invitations: members read" on public.invitations for select to authenticated using (private.is_member(kitchen_id));
create policy "invitations: cooks write" on public.invitations for insert to authenticated with check (private.has_role(kitchen_id, 'cook'));
grant all on public.invitations to authenticated, service_role;
grant update (tax_rate, street) on public.invitations to anon;
alter table public.invitations replica identity full;

-- devices
create table public.devices (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  reference varchar(64),
  status varchar(20) not null default 'new',
  unit_price numeric(12,2) not null,
  expires_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.devices enable row level security;
create index devices_kitchen_id_idx on public.devices using btree (kitchen_id);
create trigger set_updated_at before update on public.devices for each row execute function public.set_current_timestamp_updated_at();
create policy "devices: members read" on public.devices for select to authenticated using (private.is_member(kitchen_id));
create policy "devices: managers write" on public.devices to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "devices: service" on public.devices to service_role using (true) with check (true);
grant select, insert, update, delete on table public.devices to authenticated;

-- push_tokens
create table public.push_tokens (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  device_id uuid not null references public.devices (id) on delete cascade,
  status varchar(20) not null default 'new',
  latitude numeric(9,6),
  position integer not null default 0,
  external_id varchar(64),
  exchange_rate numeric(18,6),
  balance_cents bigint not null default 0,
  region varchar(80),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.push_tokens enable row level security;
create index push_tokens_kitchen_id_idx on public.push_tokens using btree (kitchen_id);
create index on public.push_tokens (device_id);
create trigger set_updated_at before update on public.push_tokens for each row execute function public.set_current_timestamp_updated_at();
create policy "push_tokens: members read" on public.push_tokens for select to authenticated using (private.is_member(kitchen_id));
create policy "push_tokens: cooks write" on public.push_tokens for insert to authenticated with check (private.has_role(kitchen_id, 'cook'));
grant select, insert, update, delete on table public.push_tokens to authenticated;

-- chat_rooms
create table public.chat_rooms (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  total numeric(12,2),
  invoice_number varchar(40),
  name varchar(120) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.chat_rooms enable row level security;
create index chat_rooms_kitchen_id_idx on public.chat_rooms using btree (kitchen_id);
create trigger set_updated_at before update on public.chat_rooms for each row execute function public.set_current_timestamp_updated_at();
create policy "chat_rooms: members read" on public.chat_rooms for select to authenticated using (private.is_member(kitchen_id));
create policy "chat_rooms: managers write" on public.chat_rooms to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
grant select, insert, update, delete on table public.chat_rooms to authenticated;

-- chat_messages
create table public.chat_messages (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  chat_room_id uuid not null references public.chat_rooms (id) on delete cascade,
  attempts integer not null default 0,
  city varchar(100),
  total numeric(12,2),
  email varchar(255),
  name varchar(120) not null,
  is_default boolean not null default false,
  checksum varchar(64),
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.chat_messages enable row level security;
create index chat_messages_kitchen_id_idx on public.chat_messages using btree (kitchen_id);
create index on public.chat_messages (chat_room_id);
create trigger set_updated_at before update on public.chat_messages for each row execute function public.set_current_timestamp_updated_at();
create policy "chat_messages: members read" on public.chat_messages for select to authenticated using (private.is_member(kitchen_id));
create policy "chat_messages: cooks write" on public.chat_messages for insert to authenticated with check (private.has_role(kitchen_id, 'cook'));
grant all on public.chat_messages to authenticated, service_role;

-- events
create table public.events (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  is_active boolean not null default true,
  score double precision,
  slug varchar(120) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.events enable row level security;
create index events_kitchen_id_idx on public.events using btree (kitchen_id);
create trigger set_updated_at before update on public.events for each row execute function public.set_current_timestamp_updated_at();
create policy "events: members read" on public.events for select to authenticated using (private.is_member(kitchen_id));
create policy "events: managers write" on public.events to authenticated using (private.has_role(kitchen_id, 'manager')) with check (private.has_role(kitchen_id, 'manager'));
create policy "events: service" on public.events to service_role using (true) with check (true);
grant select, insert, update, delete on table public.events to authenticated;
alter table public.events replica identity full;

-- event_guests
create table public.event_guests (
  id uuid primary key default gen_random_uuid(),
  kitchen_id uuid not null references public.kitchens (id) on delete cascade,
  event_id uuid not null references public.events (id) on delete restrict,
  longitude numeric(9,6),
  invoice_number varchar(40),
  code varchar(20) not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz
);
alter table public.event_guests enable row level security;
create index event_guests_kitchen_id_idx on public.event_guests using btree (kitchen_id);
create index on public.event_guests (event_id);
create trigger set_updated_at before update on public.event_guests for each row execute function public.set_current_timestamp_updated_at();
create policy "event_guests: members read" on public.event_guests for select to authenticated using (private.is_member(kitchen_id));
create policy "event_guests: not archived" on public.event_guests as restrictive for delete using (created_at > now() - interval '30 days');
grant all on public.event_guests to authenticated, service_role;

-- later migrations
alter type public.member_role add value if not exists 'inspector' after 'viewer';
drop policy "Profiles: own row changed" on profiles;
create policy "Profiles: own row changed" on profiles for update to authenticated using ((select auth.uid()) = id) with check ((select auth.uid()) = id);
alter policy "Members see members" on kitchen_members rename to "kitchen_members: members read";
alter policy "kitchen_members: members read" on kitchen_members to authenticated;
create or replace view public.kitchen_overview with (security_invoker = true) as
  select k.id, k.name, count(m.*) as members,
         array_agg(p.username order by p.username) filter (where p.username is not null) as usernames
  from kitchens k
  left join kitchen_members m on m.kitchen_id = k.id
  left join profiles p on p.id = m.profile_id
  group by k.id;
grant select on kitchen_overview to authenticated;
alter table public.profiles add column if not exists plan text default 'free' check (plan in ('free', 'pro'));
alter table public.profiles drop column if exists website;
create publication supabase_realtime;
alter publication supabase_realtime add table public.chat_messages;
alter publication supabase_realtime add table public.bookings, public.tasks;
alter default privileges in schema private revoke execute on functions from public;
revoke execute on function private.is_member(uuid) from public;
grant execute on function private.is_member(uuid) to authenticated, service_role;
create function public.search_recipes(term text, max_rows int default 20)
  returns setof public.recipes language sql stable as $$
  select * from public.recipes where id::text ilike '%' || term || '%' limit max_rows
$$;
create function public.kitchen_stats(in kitchen uuid, out recipes bigint, out bookings bigint) language sql stable as $$
  select (select count(*) from public.recipes where kitchen_id = kitchen),
         (select count(*) from public.bookings where kitchen_id = kitchen)
$$;
