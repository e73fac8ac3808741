import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { projectFile } from '../../features/projects/projects.api';
import { useLocale } from '../../platform/locale/useLocale';
import { useWork } from '../../ui/work/useWork';

/** The project of this address, its title for the head of the page and the way back to it. */
export function useProjectFile() {
  const route = useRoute();
  const { inMyLanguage } = useLocale();
  const projectId = String(route.params.id);
  const file = useWork(
    () => ['project-file', projectId],
    () => projectFile(projectId),
  );
  const title = computed(() =>
    file.data.value === undefined ? '' : inMyLanguage(file.data.value.title),
  );
  const back = computed(() => ({
    path: `/authority/projects/${projectId}`,
    text: title.value === '' ? '…' : title.value,
  }));
  return { projectId, file, title, back };
}
