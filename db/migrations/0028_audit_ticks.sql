-- What approvers and authors tick is part of a decision: the points of a return, and the approval practice.
create function audit_review_point_mark(m review_point_marks) returns void language sql as $$
  select add_audit_entry(m.marked_at, 'person', m.marked_by, null, 'point:' || m.mark, p.plugin_id, p.version_id, null,
    'review_point_marks:' || m.id, jsonb_build_object('point', p.position + 1, 'return', p.event_id, 'file', m.artifact_sha256),
    null, m.request_id)
  from review_points p where p.id = m.point_id;
$$;
--> statement-breakpoint
create function audit_decision_checklist(c decision_checklists) returns void language sql as $$
  select add_audit_entry(e.at, e.actor_kind, e.actor_id, e.token_id, 'checklist:ticked', e.plugin_id, c.version_id, null,
    'decision_checklists:' || c.event_id, jsonb_build_object('decision', c.event_id, 'ticked', array_to_string(c.ticked, ' ')),
    null, e.request_id)
  from version_events e where e.id = c.event_id;
$$;
--> statement-breakpoint
-- What was ticked before the log knew of it.
select audit_review_point_mark(m) from (select * from review_point_marks order by id) m;
--> statement-breakpoint
select audit_decision_checklist(c) from (select * from decision_checklists order by event_id) c;
--> statement-breakpoint
create trigger review_point_marks_audit after insert on review_point_marks for each row execute function audit_row('audit_review_point_mark');
--> statement-breakpoint
create trigger decision_checklists_audit after insert on decision_checklists for each row execute function audit_row('audit_decision_checklist');
