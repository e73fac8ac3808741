import { indicatorsOf, listReports } from '../../features/results/results.api';
import { useWork } from '../../ui/work/useWork';
import type { useProjectFile } from './useProjectFile';

/** The reports of a project and the indicators they measure. */
export function useProjectReports({ projectId, file }: ReturnType<typeof useProjectFile>) {
  const reports = useWork(
    () => ['reports', projectId],
    () => listReports(projectId),
  );
  const indicators = useWork(
    () => ['indicators', file.data.value?.slug ?? ''],
    async () => (file.data.value === undefined ? [] : indicatorsOf(file.data.value.slug)),
  );
  return { reports, indicators };
}
