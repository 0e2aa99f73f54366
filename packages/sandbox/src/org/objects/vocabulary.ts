import { oneOf, type Value } from "../value.ts";

/** Places of the generated org: index n of each list belongs together. */
const places = [
  ["Basel", "Basel-Stadt", "4051", "Switzerland", 47.5596, 7.5886, "+41 61"],
  ["Zürich", "Zürich", "8001", "Switzerland", 47.3769, 8.5417, "+41 44"],
  ["Genève", "Genève", "1205", "Switzerland", 46.2044, 6.1432, "+41 22"],
  ["Berlin", "Berlin", "10115", "Germany", 52.52, 13.405, "+49 30"],
  ["München", "Bayern", "80331", "Germany", 48.1351, 11.582, "+49 89"],
  ["Heidelberg", "Baden-Württemberg", "69115", "Germany", 49.3988, 8.6724, "+49 6221"],
  ["Wien", "Wien", "1090", "Austria", 48.2082, 16.3738, "+43 1"],
  ["Paris", "Île-de-France", "75013", "France", 48.8566, 2.3522, "+33 1"],
  ["Lyon", "Auvergne-Rhône-Alpes", "69003", "France", 45.764, 4.8357, "+33 4"],
  ["Milano", "Lombardia", "20122", "Italy", 45.4642, 9.19, "+39 02"],
  ["Roma", "Lazio", "00185", "Italy", 41.9028, 12.4964, "+39 06"],
  ["Madrid", "Madrid", "28040", "Spain", 40.4168, -3.7038, "+34 91"],
  ["Barcelona", "Cataluña", "08036", "Spain", 41.3851, 2.1734, "+34 93"],
  ["Lisboa", "Lisboa", "1150-199", "Portugal", 38.7223, -9.1393, "+351 21"],
  ["London", "England", "SE1 9RT", "United Kingdom", 51.5074, -0.1278, "+44 20"],
  ["Manchester", "England", "M13 9WL", "United Kingdom", 53.4808, -2.2426, "+44 161"],
  ["Kraków", "Małopolskie", "31-501", "Poland", 50.0647, 19.945, "+48 12"],
  ["Stockholm", "Stockholm", "171 76", "Sweden", 59.3293, 18.0686, "+46 8"],
  ["Boston", "MA", "02115", "United States", 42.3601, -71.0589, "+1 617"],
  ["San Francisco", "CA", "94143", "United States", 37.7749, -122.4194, "+1 415"],
  ["Houston", "TX", "77030", "United States", 29.7604, -95.3698, "+1 713"],
  ["Toronto", "ON", "M5G 2C4", "Canada", 43.6532, -79.3832, "+1 416"],
  ["São Paulo", "SP", "05403-000", "Brazil", -23.5505, -46.6333, "+55 11"],
  ["上海", "上海", "200025", "China", 31.2304, 121.4737, "+86 21"],
  ["北京", "北京", "100730", "China", 39.9042, 116.4074, "+86 10"],
  ["東京", "東京都", "113-8655", "Japan", 35.6762, 139.6503, "+81 3"],
  ["서울", "서울", "03080", "Korea, Republic of", 37.5665, 126.978, "+82 2"],
  ["Sydney", "NSW", "2050", "Australia", -33.8688, 151.2093, "+61 2"],
] as const;

/** One part of a place; the same `key` gives the parts of one place. */
export function placePart(part: keyof typeof placeParts, key: string): Value {
  return oneOf(
    places.map((place) => place[placeParts[part]]),
    `${key}.place`,
  );
}

const placeParts = {
  city: 0,
  state: 1,
  postalCode: 2,
  country: 3,
  latitude: 4,
  longitude: 5,
  dialCode: 6,
} as const;

export const streets = [
  "Grenzacherstrasse",
  "Hauptstraße",
  "Rue de la Santé",
  "Via Roma",
  "Calle Mayor",
  "Longwood Avenue",
  "Church Street",
  "Spitalgasse",
  "Avenida Brasil",
  "瑞金二路",
  "本郷",
  "Main Street",
];

export const givenNames = [
  "Anna",
  "Ben",
  "Chloé",
  "David",
  "Elif",
  "François",
  "Giulia",
  "Hans",
  "Inés",
  "Jürgen",
  "Katarzyna",
  "Luca",
  "María",
  "Noah",
  "Oksana",
  "Pablo",
  "Qing",
  "Rosa",
  "Søren",
  "Thomas",
  "Ulrike",
  "Vera",
  "Wei",
  "Yuki",
];

export const familyNames = [
  "Müller",
  "Meier",
  "O'Brien",
  "Garcia",
  "Rossi",
  "Dubois",
  "Nowak",
  "Smith",
  "de la Cruz",
  "Østergaard",
  "Schneider",
  "Kowalska",
  "Tanaka",
  "王",
  "Silva",
  "Fernández",
  "Weber",
  "Johnson",
  "van den Berg",
  "Kim",
  "Bianchi",
  "Lefèvre",
  "Huber",
  "Brown",
  "Ivanova",
  "Novák",
];

export const specialties = [
  "Oncology",
  "Hematology",
  "Neurology",
  "Immunology",
  "Ophthalmology",
  "Rheumatology",
  "Pulmonology",
  "Infectious Diseases",
  "Cardiology",
  "General Practice",
];

export const specialtyPairs = specialties.flatMap((first, at) => [
  first,
  `${first};${specialties[(at + 3) % specialties.length] ?? first}`,
  `${specialties[(at + 1) % specialties.length] ?? first};${first};Pathology`,
]);

export const channels = ["Face to face", "Phone", "Email", "Remote call", "Web portal", "Event"];

/** Sentences that a careless CSV reader trips over. */
export const remarks = [
  "University hospital with its own tumour board, which meets on Tuesdays and Thursdays.",
  'Known locally as "Das grosse Haus"; the purchasing desk answers, if at all, in the morning.',
  "Formulary decisions take about six weeks,\nand need two signatures.",
  "Interested in real-world evidence, registries, and biomarker testing.",
  "该中心每年收治约三千名肿瘤患者，并参与多项国际临床试验。",
  "Prefers remote calls ☎️ over visits 🏥, except for product launches 🚀.",
  "Contact the study nurse first; the head of department is rarely on site.",
  "診療科の責任者は来年度から交代する予定です。",
  'Asked for the "Phase III" summary, the safety leaflet and a price list.',
  "Part of a buying group; prices are set centrally,\r\nreview due in the third quarter.",
  "Has a cold chain, a day clinic with 24 chairs, and an infusion unit.",
  "Entrée côté jardin, 2ᵉ étage; déposer les échantillons à l'accueil.",
  "Quality audit passed without findings; next one is due in eighteen months.",
  "No samples. No lunches. Written requests only.",
];
