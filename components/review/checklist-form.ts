/** Name of the checklist's boxes, and id of the form that takes them along by itself. */
export const CHECKLIST_FIELD = "checklist";
export const APPROVAL_FORM = "approval";
