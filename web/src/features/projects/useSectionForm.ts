import { useI18n } from 'vue-i18n';
import type { ProjectSection } from '@vatra/shared/projects/projects.dto';
import type { ProjectFileView } from '@vatra/shared/projects/projects.views';
import type { DtoClass } from '../../ui/form/rules';
import { useDtoForm, type FormValues } from '../../ui/form/useDtoForm';
import { useKeptText } from '../../ui/form/useKeptText';
import { useFinish } from '../../ui/work/useFinish';
import { saveSection } from './projects.api';

/** One section of a project's file: checked by its own DTO, kept on the device until it is saved. */
export function useSectionForm<Dto extends object>(options: {
  readonly file: ProjectFileView;
  readonly section: ProjectSection;
  readonly load: () => Promise<DtoClass<Dto>>;
  readonly initial: FormValues<Dto>;
}) {
  const { file, section } = options;
  const { t } = useI18n();
  const form = useDtoForm<Dto>(options.load, options.initial);
  const kept = useKeptText(`${file.id}.${section}`, form.values);
  const finish = useFinish();

  async function save(): Promise<void> {
    const isSaved = await form.send((dto) => saveSection(file.id, section, dto));
    if (!isSaved) return;
    kept.forget();
    await finish(
      t('authority.section-saved', { section: t(`authority.section.${section}.name`) }),
      `/authority/projects/${file.id}`,
    );
  }

  return { form, save, keptAt: kept.keptAt };
}

/** A copy the form may write into; the answer of the api stays as it came. */
export function copyOf<Value>(value: Value): FormValues<Value> {
  return JSON.parse(JSON.stringify(value)) as FormValues<Value>;
}
