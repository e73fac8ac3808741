import { computed } from 'vue';
import { projectFile } from '../../features/projects/projects.api';
import { useLocale } from '../../platform/locale/useLocale';
import { useWork } from '../../ui/work/useWork';

/** The project a thing under review belongs to, for the line above the heading. */
export function useTitleOf(projectId: () => string | undefined) {
  const { inMyLanguage } = useLocale();
  const file = useWork(
    () => ['project-file', projectId() ?? ''],
    async () => {
      const id = projectId();
      return id === undefined ? null : projectFile(id);
    },
  );
  const title = computed(() => (file.data.value ? inMyLanguage(file.data.value.title) : undefined));
  return { title, file };
}
