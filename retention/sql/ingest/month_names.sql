-- the months as they are written in en, de, fr, es, it, pt, sv, ru, uk, bg, pl, hu, cs; small letters
create or replace temp table month_names as
select month, unnest(names) as name
from (
    values
    (1, ['jan', 'january', 'januar', 'jänner', 'jän', 'janvier', 'janv', 'enero', 'ene', 'gennaio', 'gen', 'janeiro', 'januari', 'январь', 'января', 'янв', 'січень', 'січня', 'січ', 'януари', 'яну', 'styczeń', 'stycznia', 'sty', 'január', 'leden', 'ledna', 'led']),
    (2, ['feb', 'february', 'februar', 'février', 'fevrier', 'févr', 'fév', 'febrero', 'febbraio', 'fevereiro', 'fev', 'februari', 'февраль', 'февраля', 'фев', 'февр', 'лютий', 'лютого', 'лют', 'февруари', 'luty', 'lutego', 'lut', 'február', 'febr', 'únor', 'února', 'úno']),
    (3, ['mar', 'march', 'märz', 'mrz', 'mär', 'mars', 'marzo', 'março', 'март', 'марта', 'мар', 'березень', 'березня', 'бер', 'marzec', 'marca', 'március', 'márc', 'már', 'březen', 'března', 'bře']),
    (4, ['apr', 'april', 'avril', 'avr', 'abril', 'abr', 'aprile', 'апрель', 'апреля', 'апр', 'квітень', 'квітня', 'кві', 'квіт', 'април', 'kwiecień', 'kwietnia', 'kwi', 'április', 'ápr', 'duben', 'dubna', 'dub']),
    (5, ['may', 'mai', 'mayo', 'maggio', 'mag', 'maio', 'maj', 'май', 'мая', 'травень', 'травня', 'тра', 'трав', 'maja', 'május', 'máj', 'květen', 'května', 'kvě']),
    (6, ['jun', 'june', 'juni', 'juin', 'junio', 'giugno', 'giu', 'junho', 'июнь', 'июня', 'июн', 'червень', 'червня', 'чер', 'черв', 'юни', 'czerwiec', 'czerwca', 'cze', 'június', 'jún', 'červen', 'června', 'čvn']),
    (7, ['jul', 'july', 'juli', 'juillet', 'juil', 'julio', 'luglio', 'lug', 'julho', 'июль', 'июля', 'июл', 'липень', 'липня', 'лип', 'юли', 'lipiec', 'lipca', 'lip', 'július', 'júl', 'červenec', 'července', 'čvc']),
    (8, ['aug', 'august', 'août', 'aout', 'agosto', 'ago', 'augusti', 'август', 'августа', 'авг', 'серпень', 'серпня', 'сер', 'серп', 'sierpień', 'sierpnia', 'sie', 'augusztus', 'srpen', 'srpna', 'srp']),
    (9, ['sep', 'sept', 'september', 'septembre', 'septiembre', 'settembre', 'set', 'setembro', 'сентябрь', 'сентября', 'сен', 'сент', 'вересень', 'вересня', 'вер', 'вер', 'септември', 'сеп', 'wrzesień', 'września', 'wrz', 'szeptember', 'szept', 'září', 'zář']),
    (10, ['oct', 'october', 'oktober', 'okt', 'octobre', 'octubre', 'ottobre', 'ott', 'outubro', 'out', 'октябрь', 'октября', 'окт', 'жовтень', 'жовтня', 'жов', 'жовт', 'октомври', 'październik', 'października', 'paź', 'október', 'říjen', 'října', 'říj']),
    (11, ['nov', 'november', 'novembre', 'noviembre', 'novembro', 'ноябрь', 'ноября', 'ноя', 'нояб', 'листопад', 'листопада', 'лис', 'лист', 'ноември', 'ное', 'listopad', 'listopada', 'lis', 'listopadu']),
    (12, ['dec', 'december', 'dezember', 'dez', 'décembre', 'decembre', 'déc', 'diciembre', 'dic', 'dicembre', 'dezembro', 'декабрь', 'декабря', 'дек', 'грудень', 'грудня', 'гру', 'груд', 'декември', 'grudzień', 'grudnia', 'gru', 'prosinec', 'prosince', 'pro'])
) as written (month, names)
