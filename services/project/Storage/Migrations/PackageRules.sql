alter table packages
    add sealed boolean not null default true,
    add openers int not null default 1 check (openers in (1, 2)),
    add deadline_guard_minutes int not null default 60 check (deadline_guard_minutes between 0 and 10080);
