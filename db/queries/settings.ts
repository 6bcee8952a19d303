import { desc, eq } from "drizzle-orm";
import { HARMLESS_LANE_MODES, type HarmlessLaneMode } from "@/lib/domain/harmless-lane";
import type { Executor } from "../context";
import { settings, users } from "../schema";

/** Off until an administrator turns it on. */
export async function getHarmlessLaneMode(db: Executor): Promise<HarmlessLaneMode> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, "harmless-lane"))
    .orderBy(desc(settings.id))
    .limit(1);
  return HARMLESS_LANE_MODES.find((mode) => mode === row?.value) ?? "off";
}

export interface SettingChange {
  id: number;
  value: string;
  note: string;
  setBy: string | null;
  setAt: Date;
}

/** Newest first. */
export async function listHarmlessLaneChanges(db: Executor, limit = 20): Promise<SettingChange[]> {
  return db
    .select({ id: settings.id, value: settings.value, note: settings.note, setBy: users.name, setAt: settings.setAt })
    .from(settings)
    .leftJoin(users, eq(users.id, settings.setBy))
    .where(eq(settings.key, "harmless-lane"))
    .orderBy(desc(settings.id))
    .limit(limit);
}
