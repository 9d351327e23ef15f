//! Rows of one's own: a person whom the built-in tables do not know, and the office that she holds.
//! `cargo run --example own_rows`.
//!
//! The same files in a folder are a pack: `hoidam extract --pack FOLDER`. `gazetteers/README.md` has every column.

use hoidam::{Document, Extractor};

const PEOPLE: &str = "\
id\tname\tshort\torder\tgender\tcountry\tspouse\twikidata\tsource
trieu-bao-an\tTriệu Bảo An\tAn\tfg\tf\tVN\t\t\town list
";
const ORGANIZATIONS: &str = "\
id\tkind\tcountry\tname\twikidata\tsource
cang-sao-bien\tcompany\tVN\tCảng Sao Biển\t\town list
";
const OFFICES: &str = "\
id\tpolity\tclass\trank\tsource
cang-sao-bien.director\tcang-sao-bien\tdirector\t1\town list
";
const TENURES: &str = "\
id\tperson\toffice\tsince\tuntil\telected\tmode\tsource
cang-sao-bien.director/trieu-bao-an/2024\ttrieu-bao-an\tcang-sao-bien.director\t2024-03\t\t\t\town list
";

fn main() -> Result<(), hoidam::Error> {
    let extractor = Extractor::builder()
        .table("gazetteers/people.tsv", PEOPLE)
        .table("gazetteers/organizations.tsv", ORGANIZATIONS)
        .table("gazetteers/offices.tsv", OFFICES)
        .table("gazetteers/tenures.tsv", TENURES)
        .build()?;

    let text =
        "Sáng 12/2, bà Triệu Bảo An, Giám đốc Cảng Sao Biển, tiếp Đại sứ Hà Lan tại Hải Phòng.";
    let document = Document::new(text).date(jiff::civil::date(2026, 2, 13));
    let extraction = extractor.extract(&document);
    for entity in &extraction.entities {
        let known = if entity.known { "row" } else { "text" };
        println!(
            "{:<8} {known:<5} {} [{}]",
            entity.kind.as_str(),
            entity.name,
            entity.id
        );
        for office in &entity.offices {
            println!(
                "               {} since {}",
                office.office,
                office.since.as_deref().unwrap_or("?")
            );
        }
    }

    // A row that makes no sense is refused when the extractor is built, with its file and line.
    let refused = Extractor::builder()
        .table(
            "gazetteers/people.tsv",
            "id\tnom\ntrieu-bao-an\tTriệu Bảo An\n",
        )
        .build();
    if let Err(e) = refused {
        println!("\n{e}");
    }
    Ok(())
}
