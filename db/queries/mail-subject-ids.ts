/** A mail's subject id is text, because its kinds tell of different things. */
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Null when it names none: PostgreSQL refuses to compare an id with other text. */
export const asUuid = (subjectId: string): string | null => (UUID.test(subjectId) ? subjectId : null);

/** The id of a version event, a plugin event or a user event. */
export const asEventId = (subjectId: string): number | null => (/^\d{1,15}$/.test(subjectId) ? Number(subjectId) : null);
