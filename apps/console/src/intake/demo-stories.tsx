import { useQuery } from '@tanstack/react-query';
import { api } from '../api/endpoints';
import { nameOf, useText } from '../language/translate';
import type { Draft } from './draft';
import { storyDraft } from './story-draft';

/** Prepared reports of the demonstration system; a production system names none. */
export function DemoStories({ fill }: { fill(told: Pick<Draft, 'victim' | 'transfers'>): void }) {
  const { t, language } = useText();
  const hints = useQuery({ queryKey: ['hints'], queryFn: api.hints, retry: false });
  const stories = hints.data?.stories ?? [];
  if (!stories.length) return null;
  return (
    <section className="transfer-card" aria-label={t('story.title')}>
      <p className="quiet" style={{ margin: '0 0 8px' }}>{t('story.title')} · {t('story.note')}</p>
      <div className="tiles">
        {stories.map((story) => (
          <button key={story.name} type="button" className="tile story" data-story={story.name} onClick={() => fill(storyDraft(story, Math.random, () => crypto.randomUUID()))}>
            <b>{nameOf(story.title, language)}</b>
            <span>{nameOf(story.how, language)}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
