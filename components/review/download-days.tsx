import { plural } from "../scan/words";
import { Table, Td, Th } from "../ui/table";

const SHOWN_DAYS = 30;

/** Who could have a version: how often it was downloaded, day by day. Addresses are not kept, so nobody can be named. */
export function DownloadDays({ days, total }: { days: readonly { day: string; downloads: number }[]; total: number }) {
  if (total === 0) return <p className="text-muted">Nobody has downloaded it here.</p>;
  return (
    <div className="grid gap-3">
      <p>{plural(total, "download")} in all. A day counts each address once; QGIS installs are among them. Addresses are not kept.</p>
      {days.length > 0 ? (
        <Table label="Downloads by day" className="max-w-sm">
          <thead>
            <tr>
              <Th>Day (UTC)</Th>
              <Th>Downloads</Th>
            </tr>
          </thead>
          <tbody>
            {days.slice(0, SHOWN_DAYS).map(({ day, downloads }) => (
              <tr key={day}>
                <Td>{day}</Td>
                <Td className="tabular-nums">{downloads.toLocaleString("en")}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      ) : null}
      {days.length > SHOWN_DAYS ? <p className="text-muted">and {plural(days.length - SHOWN_DAYS, "earlier day")}</p> : null}
    </div>
  );
}
