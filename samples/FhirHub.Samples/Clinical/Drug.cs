namespace FhirHub.Samples.Clinical;

/// <summary>A drug by its ATC code, in the form it is prescribed in.</summary>
/// <param name="Atc">Code.</param>
/// <param name="Display">International name.</param>
/// <param name="Text">Chinese name with form and strength.</param>
/// <param name="Dose">Micrograms at a time.</param>
/// <param name="TimesADay">How often.</param>
/// <param name="Days">How long it is prescribed for.</param>
/// <param name="UnitPrice">Of one dose, in hundredths of a yuan.</param>
internal sealed record Drug(string Atc, string Display, string Text, int Dose, int TimesADay, int Days, int UnitPrice)
{
    public static readonly Drug Amlodipine = new("C08CA01", "amlodipine", "苯磺酸氨氯地平片 5mg", 5_000, 1, 28, 32);
    public static readonly Drug Nifedipine = new("C08CA05", "nifedipine", "硝苯地平控释片 30mg", 30_000, 1, 28, 180);
    public static readonly Drug Valsartan = new("C09CA03", "valsartan", "缬沙坦胶囊 80mg", 80_000, 1, 28, 95);
    public static readonly Drug Metoprolol = new("C07AB02", "metoprolol", "琥珀酸美托洛尔缓释片 47.5mg", 47_500, 1, 28, 110);
    public static readonly Drug Metformin = new("A10BA02", "metformin", "盐酸二甲双胍片 0.5g", 500_000, 3, 28, 12);
    public static readonly Drug Acarbose = new("A10BF01", "acarbose", "阿卡波糖片 50mg", 50_000, 3, 28, 18);
    public static readonly Drug Dapagliflozin = new("A10BK01", "dapagliflozin", "达格列净片 10mg", 10_000, 1, 28, 420);
    public static readonly Drug Atorvastatin = new("C10AA05", "atorvastatin", "阿托伐他汀钙片 20mg", 20_000, 1, 28, 26);
    public static readonly Drug Aspirin = new("B01AC06", "acetylsalicylic acid", "阿司匹林肠溶片 100mg", 100_000, 1, 28, 16);
    public static readonly Drug Clopidogrel = new("B01AC04", "clopidogrel", "硫酸氢氯吡格雷片 75mg", 75_000, 1, 28, 240);
    public static readonly Drug Tiotropium = new("R03BB04", "tiotropium bromide", "噻托溴铵粉吸入剂 18μg", 18, 1, 30, 620);
    public static readonly Drug Allopurinol = new("M04AA01", "allopurinol", "别嘌醇片 100mg", 100_000, 2, 28, 15);
    public static readonly Drug Levothyroxine = new("H03AA01", "levothyroxine sodium", "左甲状腺素钠片 50μg", 50, 1, 28, 55);
    public static readonly Drug Entecavir = new("J05AF10", "entecavir", "恩替卡韦片 0.5mg", 500, 1, 28, 60);
    public static readonly Drug Amoxicillin = new("J01CA04", "amoxicillin", "阿莫西林胶囊 0.5g", 500_000, 3, 5, 22);
    public static readonly Drug Cefuroxime = new("J01DC02", "cefuroxime", "头孢呋辛酯片 0.25g", 250_000, 2, 5, 90);
    public static readonly Drug Azithromycin = new("J01FA10", "azithromycin", "阿奇霉素片 0.25g", 250_000, 1, 3, 150);
    public static readonly Drug Levofloxacin = new("J01MA12", "levofloxacin", "左氧氟沙星片 0.5g", 500_000, 1, 7, 210);
    public static readonly Drug Ambroxol = new("R05CB06", "ambroxol", "盐酸氨溴索片 30mg", 30_000, 3, 7, 28);
    public static readonly Drug Ibuprofen = new("M01AE01", "ibuprofen", "布洛芬缓释胶囊 0.3g", 300_000, 2, 5, 65);
    public static readonly Drug Paracetamol = new("N02BE01", "paracetamol", "对乙酰氨基酚片 0.5g", 500_000, 3, 3, 15);
    public static readonly Drug Omeprazole = new("A02BC01", "omeprazole", "奥美拉唑肠溶胶囊 20mg", 20_000, 2, 14, 48);
    public static readonly Drug Montmorillonite = new("A07BC05", "diosmectite", "蒙脱石散 3g", 3_000_000, 3, 3, 80);
    public static readonly Drug Loratadine = new("R06AX13", "loratadine", "氯雷他定片 10mg", 10_000, 1, 7, 70);
    public static readonly Drug Tamsulosin = new("G04CA02", "tamsulosin", "盐酸坦索罗辛缓释胶囊 0.2mg", 200, 1, 28, 310);
    public static readonly Drug Calcium = new("A12AX", "calcium, combinations", "碳酸钙D3片 600mg", 600_000, 1, 28, 85);
}
