import { createToken } from "@/db/commands/create-token";
import type { ThrowAwayRepository } from "../../throw-away/repository";
import { benchPlugin } from "../upload-times";

export interface Uploads {
  /** Milliseconds from the first byte to the answer. */
  answers: number[];
  /** Answers other than 201. */
  faults: number;
  /** All of them, in seconds. */
  seconds: number;
}

const FIRST_NUMBER = 2000;

/** Sends packages by the token API, all at the same moment. */
export async function uploadAtOnce(repository: ThrowAwayRepository, userId: string, count: number): Promise<Uploads> {
  const created = await createToken(repository.db, { person: { userId }, name: "bench", pluginId: null, days: 1 });
  if (!created.ok) throw new Error(created.error.message);
  const packages = Array.from({ length: count }, (_, index) => ({
    name: `bench_${FIRST_NUMBER + index}`,
    bytes: Buffer.from(benchPlugin(FIRST_NUMBER + index)),
  }));
  const begunAt = performance.now();
  const results = await Promise.all(
    packages.map(async ({ name, bytes }) => {
      const form = new FormData();
      form.set("package", new Blob([bytes]), `${name}.zip`);
      const answer = await fetch(`${repository.config.publicUrl}/plugins/api/${name}/version/add/`, {
        method: "POST",
        headers: { authorization: `Bearer ${created.value.token}` },
        body: form,
      });
      await answer.text();
      return { status: answer.status, milliseconds: performance.now() - begunAt };
    }),
  );
  return {
    answers: results.map((one) => one.milliseconds),
    faults: results.filter((one) => one.status !== 201).length,
    seconds: (performance.now() - begunAt) / 1000,
  };
}
