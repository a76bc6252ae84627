-- Position and order in one GiST index: what lies in a circle comes out in the order of the list, and the scan stops at the limit.
-- Neither order alone does: a wide circle sorts a million rows, a small one is looked for through all of them.
create extension if not exists btree_gist;
create index projects_near_due on projects using gist (position, due_order) where visibility = 'public' and published_at is not null;
create index projects_near_newest on projects using gist (position, published_at) where visibility = 'public' and published_at is not null;
drop index projects_position;
