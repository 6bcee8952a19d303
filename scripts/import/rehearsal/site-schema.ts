/**
 * Tables of today's plugin site (Django 4.2, qgis/QGIS-Plugins-Website as of July 2026), as far as they hold something to
 * bring along: names, columns and types are facts of that site, and a restored dump has many more.
 */
export const SITE_SCHEMA = `
create table auth_user (
  id serial primary key, password varchar(128) not null, last_login timestamptz, is_superuser boolean not null,
  username varchar(150) not null unique, first_name varchar(150) not null, last_name varchar(150) not null,
  email varchar(254) not null, is_staff boolean not null, is_active boolean not null, date_joined timestamptz not null);
create table auth_group (id serial primary key, name varchar(150) not null unique);
create table django_content_type (id serial primary key, app_label varchar(100) not null, model varchar(100) not null, unique (app_label, model));
create table auth_permission (
  id serial primary key, name varchar(255) not null, content_type_id integer not null references django_content_type,
  codename varchar(100) not null, unique (content_type_id, codename));
create table auth_user_groups (id serial primary key, user_id integer not null references auth_user, group_id integer not null references auth_group);
create table auth_user_user_permissions (
  id serial primary key, user_id integer not null references auth_user, permission_id integer not null references auth_permission);
create table auth_group_permissions (
  id serial primary key, group_id integer not null references auth_group, permission_id integer not null references auth_permission);
create table taggit_tag (id serial primary key, name varchar(100) not null unique, slug varchar(100) not null unique);
create table taggit_taggeditem (
  id serial primary key, object_id integer not null, content_type_id integer not null references django_content_type,
  tag_id integer not null references taggit_tag);
create table plugins_plugin (
  id serial primary key, created_on timestamptz not null, modified_on timestamptz not null, author varchar(256) not null,
  email varchar(254) not null, homepage varchar(200), repository varchar(200), tracker varchar(200),
  package_name varchar(256) not null unique, name varchar(256) not null unique, allow_update_name boolean not null,
  description text not null, about text, icon varchar(100), downloads integer not null, featured boolean not null,
  deprecated boolean not null, is_deleted boolean not null, deleted_on timestamptz, server boolean not null,
  rating_votes integer not null check (rating_votes >= 0), rating_score integer not null, display_created_by boolean not null,
  created_by_id integer not null references auth_user, maintainer_id integer references auth_user);
create table plugins_plugin_owners (
  id serial primary key, plugin_id integer not null references plugins_plugin, user_id integer not null references auth_user,
  unique (plugin_id, user_id));
create table plugins_pluginversion (
  id serial primary key, created_on timestamptz not null, downloads integer not null, min_qg_version varchar(32) not null,
  max_qg_version varchar(32), version varchar(32) not null, changelog text, package varchar(100) not null,
  experimental boolean not null, approved boolean not null, external_deps varchar(512), is_from_token boolean not null,
  validation_status varchar(25) not null, qt6_status varchar(20) not null, qt6_logs text not null, qt6_checked_on timestamptz,
  created_by_id integer references auth_user, plugin_id integer not null references plugins_plugin, token_id integer,
  unique (plugin_id, version));
create index on plugins_pluginversion (plugin_id);
create table plugins_pluginversionfeedback (
  id serial primary key, task text not null, created_on timestamptz not null, modified_on timestamptz, completed_on timestamptz,
  is_completed boolean not null, reviewer_id integer not null references auth_user, version_id integer not null references plugins_pluginversion);
create table plugins_securityrule (
  id serial primary key, check_category varchar(50) not null, check_code varchar(50) not null unique, check_name varchar(200) not null,
  check_description text not null, severity varchar(20) not null, enabled boolean not null, can_be_skipped boolean not null,
  created_on timestamptz not null, updated_on timestamptz not null);
create table plugins_pluginversionsecurityruleskip (
  id serial primary key, skipped_on timestamptz not null, reason text not null,
  plugin_version_id integer not null references plugins_pluginversion, security_rule_id integer not null references plugins_securityrule,
  skipped_by_id integer references auth_user, unique (plugin_version_id, security_rule_id));
create index on plugins_pluginversionsecurityruleskip (plugin_version_id);
create index on taggit_taggeditem (content_type_id, object_id);
create index on plugins_plugin_owners (plugin_id);
create index on auth_user (lower(trim(email)));
`;
