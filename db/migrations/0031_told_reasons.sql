-- What was written before is for administrators, as the form said then.
ALTER TABLE "plugin_events" ADD COLUMN "is_reason_told" boolean DEFAULT false NOT NULL;
