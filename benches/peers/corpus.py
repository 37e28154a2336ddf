"""Sentences from a generator, for measurements: news-like Indonesian or English text with dates, places, people and figures,
three to four dates in each kilobyte. Nothing of it is from an article. The same seed gives the same text everywhere."""
import random

WORDS = {
    "id": {
        "actors": ["Wali kota", "Bupati", "Menteri pertanian", "Kepala dinas", "Gubernur", "Ketua panitia", "Seorang warga", "Polisi"],
        "acts": ["membuka jembatan", "bertemu para nelayan", "meninjau pasar", "meresmikan pelabuhan", "memeriksa gudang beras",
                 "menutup jalan", "mengumumkan rencana baru", "menyerahkan bantuan"],
        "cities": ["Palu", "Bandung", "Semarang", "Makassar", "Medan", "Surabaya", "Demak", "Kupang", "Manado", "Tokyo", "Paris"],
        "months": ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"],
        "days": ["pada {d} {m} {y}", "pada {d} {m}", "dua hari lalu", "kemarin", "pekan lalu", "pada {m} {y}", "sejak {y}"],
        "plain": ["Kegiatan itu berjalan lancar dan dihadiri banyak orang.", "Petugas menata ulang kursi dan meja di ruang tunggu.",
                  "Menurut panitia, air minum cukup untuk semua peserta.", "Hasilnya akan dibahas bersama warga setempat.",
                  "Tidak ada yang terluka dalam kejadian tersebut."],
        "whole": "{actor} {act} di {city} {day}.",
    },
    "en": {
        "actors": ["The mayor", "The governor", "The minister", "A resident", "The police", "The head of the office", "The chairwoman"],
        "acts": ["opened a bridge", "met fishermen", "visited the market", "closed a road", "announced a new plan", "inspected a store of rice"],
        "cities": ["London", "Paris", "Tokyo", "Berlin", "Madrid", "Chicago", "Jakarta", "Sydney", "Toronto", "Nairobi"],
        "months": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        "days": ["on {m} {d}, {y}", "on {d} {m} {y}", "two days ago", "yesterday", "last week", "in {m} {y}", "on {m} {d}"],
        "plain": ["The meeting went well and many people came.", "Workers put the chairs and tables in order.",
                  "There was enough water for everybody, the organisers said.", "The result will be discussed with those who live there.",
                  "Nobody was hurt."],
        "whole": "{actor} {act} in {city} {day}.",
    },
}


def article(lang, size, seed):
    """About `size` bytes of text in paragraphs of some sentences."""
    words, pick = WORDS[lang], random.Random(f"{lang} {seed}")
    out, length, paragraph = [], 0, []
    while length < size:
        day = pick.choice(words["days"]).format(d=pick.randint(1, 28), m=pick.choice(words["months"]), y=pick.randint(2015, 2025))
        dated = words["whole"].format(actor=pick.choice(words["actors"]), act=pick.choice(words["acts"]), city=pick.choice(words["cities"]), day=day)
        paragraph += [dated, *(pick.choice(words["plain"]) for _ in range(pick.randint(2, 4)))]
        length += sum(len(sentence) + 1 for sentence in paragraph[-5:])
        if len(paragraph) > 6:
            out.append(" ".join(paragraph))
            paragraph = []
    return "\n\n".join(out + ([" ".join(paragraph)] if paragraph else [])) + "\n"
