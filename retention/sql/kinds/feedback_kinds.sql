-- the four kinds of feedback by the words that files use for them
create or replace temp table feedback_kinds as
select kind, unnest(names) as name
from (
    values
    ('survey', ['survey', 'review', 'nps', 'csat', 'rating', 'umfrage', 'bewertung', 'enquête',
        'encuesta', 'опрос', 'отзыв', 'оценка', 'felmérés', 'értékelés', 'ankieta']),
    ('complaint', ['complaint', 'claim', 'beschwerde', 'reklamation', 'réclamation', 'queja',
        'жалоба', 'претензия', 'рекламация', 'panasz', 'reklamáció', 'reklamacja', 'skarga']),
    ('lapse reason', ['lapse reason', 'reason for leaving', 'churn reason', 'abwanderungsgrund',
        'причина ухода', 'lemorzsolódás oka', 'powód odejścia']),
    ('service check', ['service check', 'mystery shopping', 'mystery shopper', 'servicecheck',
        'тайный покупатель', 'проверка сервиса', 'próbavásárlás', 'tajemniczy klient'])
) as words (kind, names)
