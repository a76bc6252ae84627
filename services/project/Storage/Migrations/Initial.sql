create extension if not exists cube;
create extension if not exists earthdistance;

create table companies (
    id uuid primary key,
    name text not null,
    kind text not null,
    address text,
    city text not null,
    region text not null,
    postal_code text,
    country text not null,
    latitude double precision not null,
    longitude double precision not null,
    version int not null
);

-- package_count .. package_words sum up the packages that readers may find; refresh_project keeps them.
create table projects (
    id uuid primary key,
    company_id uuid not null,
    company_name text not null,
    name text not null,
    description text not null,
    address text,
    city text not null,
    region text not null,
    postal_code text,
    country text not null,
    latitude double precision not null,
    longitude double precision not null,
    time_zone text not null,
    visibility text not null,
    currency text not null,
    budget numeric(16, 2),
    status text not null,
    version int not null,
    created_at timestamptz not null,
    published_at timestamptz,
    package_count int not null default 0,
    next_due_at timestamptz,
    last_due_at timestamptz,
    due_order timestamptz not null default '9999-01-01Z',
    trades text[] not null default '{}',
    package_words text not null default '',
    position earth generated always as (ll_to_earth(latitude, longitude)) stored,
    search tsvector generated always as (
        setweight(to_tsvector('simple', name), 'A') || setweight(to_tsvector('english', name), 'A')
        || to_tsvector('simple', city || ' ' || region)
        || to_tsvector('english', left(description, 20000))
        || to_tsvector('simple', left(package_words, 100000)) || to_tsvector('english', left(package_words, 100000))) stored
);
create index projects_company_due on projects (company_id, due_order, id);
create index projects_company_newest on projects (company_id, created_at desc, id desc);
create index projects_public_due on projects (status, due_order, id) where visibility = 'public' and published_at is not null;
create index projects_public_newest on projects (status, published_at desc, id desc) where visibility = 'public' and published_at is not null;
create index projects_passing on projects (next_due_at) where status = 'published' and next_due_at is not null;
create index projects_search on projects using gin (search, trades) where published_at is not null;
create index projects_position on projects using gist (position) where published_at is not null;

create table packages (
    id uuid primary key,
    project_id uuid not null references projects,
    company_id uuid not null,
    title text not null,
    trade text not null,
    words text not null,
    description text not null,
    due_at timestamptz not null,
    scope_version int not null,
    estimate numeric(16, 2),
    bid_form jsonb not null,
    status text not null,
    version int not null,
    created_at timestamptz not null,
    published_at timestamptz,
    opened_at timestamptz,
    awarded_at timestamptz
);
create index packages_project on packages (project_id, id);

create table invitations (
    id uuid primary key,
    package_id uuid not null references packages,
    project_id uuid not null,
    contractor_id uuid not null,
    company_id uuid not null,
    company_name text not null,
    status text not null,
    reason text,
    invited_at timestamptz not null,
    viewed_at timestamptz,
    answered_at timestamptz,
    version int not null,
    unique (package_id, company_id)
);
create index invitations_company on invitations (company_id, id desc);
create index invitations_company_project on invitations (company_id, project_id);
create index invitations_package on invitations (package_id, id);

create table questions (
    id uuid primary key,
    package_id uuid not null references packages,
    project_id uuid not null,
    asker_id uuid not null,
    asker_name text not null,
    text text not null,
    asked_at timestamptz not null,
    answer text,
    answered_at timestamptz,
    version int not null
);
create index questions_package on questions (package_id, id);
create index questions_asker on questions (asker_id);

create table addenda (
    id uuid primary key,
    package_id uuid not null references packages,
    number int not null,
    title text not null,
    text text not null,
    issued_at timestamptz not null,
    scope_version int not null,
    previous_due_at timestamptz not null,
    due_at timestamptz not null,
    changes jsonb not null,
    unique (package_id, number)
);

create table project_history (
    id bigint generated always as identity primary key,
    project_id uuid not null,
    company_id uuid not null,
    package_id uuid,
    at timestamptz not null,
    user_id uuid not null,
    user_name text not null,
    action text not null,
    changes jsonb not null
);
create index project_history_project on project_history (project_id, id desc);

create function refuse_history_change() returns trigger language plpgsql as $$
begin
    raise exception 'project_history is append-only';
end $$;
create trigger project_history_append_only before update or delete on project_history
    for each row execute function refuse_history_change();

-- The lock comes first, so that of two writers the second sums up what the first committed.
-- A draft project sums up all its packages for its owner, a published one only those that went out.
create function refresh_project(project uuid) returns void language plpgsql as $$
declare
    published timestamptz;
begin
    select published_at into published from projects where id = project for no key update;
    update projects p
    set package_count = s.packages, next_due_at = s.next_due, last_due_at = s.last_due,
        due_order = coalesce(s.next_due, '9999-01-01Z'), trades = s.trades, package_words = s.words
    from (
        select count(*)::int as packages,
               min(due_at) filter (where due_at > clock_timestamp()) as next_due,
               max(due_at) as last_due,
               coalesce(array_agg(distinct trade order by trade), '{}') as trades,
               coalesce(string_agg(words, ' ' order by id), '') as words
        from packages
        where project_id = project and (published is null or published_at is not null)) s
    where p.id = project
      and (p.package_count, p.next_due_at, p.last_due_at, p.trades, p.package_words)
          is distinct from (s.packages, s.next_due, s.last_due, s.trades, s.words);
end $$;

create function packages_changed() returns trigger language plpgsql as $$
begin
    perform refresh_project(coalesce(new.project_id, old.project_id));
    return null;
end $$;
create trigger packages_changed after insert or delete or update of due_at, trade, words, published_at on packages
    for each row execute function packages_changed();
