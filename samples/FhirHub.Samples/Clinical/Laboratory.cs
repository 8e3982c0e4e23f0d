using FhirHub.Samples.Randomness;

namespace FhirHub.Samples.Clinical;

/// <summary>The laboratory's tests and panels; units, ranges and spreads as usual in China.</summary>
internal static class Laboratory
{
    private static readonly List<LabTest> Made = [];

    public static readonly LabTest WhiteCells = Test("6690-2", "Leukocytes [#/volume] in Blood", "白细胞计数", "10*9/L", 2, (350, 950), new(150, 350, 510, 610, 740, 1080, 3000));
    public static readonly LabTest CReactiveProtein = Test("1988-5", "C reactive protein [Mass/volume] in Serum or Plasma", "C反应蛋白", "mg/L", 1, (0, 100), new(1, 2, 6, 18, 52, 460, 3000));
    public static readonly LabTest Alt = Test("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "丙氨酸氨基转移酶", "U/L", 0, (7, 50), new(3, 8, 14, 20, 30, 78, 1500));
    public static readonly LabTest Urea = Test("22664-7", "Urea [Moles/volume] in Serum or Plasma", "尿素", "mmol/L", 2, (310, 800), new(100, 250, 420, 520, 640, 1100, 5000));
    public static readonly LabTest Creatinine = Test("14682-9", "Creatinine [Moles/volume] in Serum or Plasma", "肌酐", "umol/L", 0, (41, 97), new(20, 38, 55, 66, 79, 125, 1500));
    public static readonly LabTest UricAcid = Test("14933-6", "Urate [Moles/volume] in Serum or Plasma", "尿酸", "umol/L", 0, (155, 428), new(60, 170, 265, 325, 395, 560, 1100));
    public static readonly LabTest Cholesterol = Test("14647-2", "Cholesterol [Moles/volume] in Serum or Plasma", "总胆固醇", "mmol/L", 2, (0, 518), new(150, 290, 405, 468, 540, 715, 1500));
    public static readonly LabTest Triglyceride = Test("14927-8", "Triglyceride [Moles/volume] in Serum or Plasma", "甘油三酯", "mmol/L", 2, (0, 170), new(20, 45, 88, 130, 195, 520, 3000));
    public static readonly LabTest Ldl = Test("22748-8", "Cholesterol in LDL [Moles/volume] in Serum or Plasma", "低密度脂蛋白胆固醇", "mmol/L", 2, (0, 337), new(40, 120, 210, 265, 322, 465, 1000));
    public static readonly LabTest Glucose = Test("14771-0", "Fasting glucose [Moles/volume] in Serum or Plasma", "空腹血糖", "mmol/L", 2, (390, 610), new(180, 390, 485, 535, 610, 1250, 3500));
    public static readonly LabTest HbA1c = Test("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "糖化血红蛋白", "%", 1, (40, 60), new(38, 47, 54, 58, 66, 107, 180));
    public static readonly LabTest Tsh = Test("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "促甲状腺激素", "m[IU]/L", 2, (56, 591), new(1, 45, 140, 210, 310, 680, 9900));

    public static readonly LabPanel BloodCount = new("58410-2", "CBC panel - Blood by Automated count", "血常规", 2000,
    [
        WhiteCells,
        Test("789-8", "Erythrocytes [#/volume] in Blood by Automated count", "红细胞计数", "10*12/L", 2, (380, 580), new(200, 360, 430, 470, 510, 580, 700)),
        Test("718-7", "Hemoglobin [Mass/volume] in Blood", "血红蛋白", "g/L", 0, (115, 175), new(50, 105, 128, 141, 153, 173, 210)),
        Test("4544-3", "Hematocrit [Volume Fraction] of Blood by Automated count", "红细胞压积", "%", 1, (350, 500), new(180, 330, 385, 420, 455, 515, 620)),
        Test("777-3", "Platelets [#/volume] in Blood by Automated count", "血小板计数", "10*9/L", 0, (125, 350), new(10, 110, 185, 225, 270, 390, 900)),
        Test("770-8", "Neutrophils/100 leukocytes in Blood by Automated count", "中性粒细胞百分比", "%", 1, (400, 750), new(50, 380, 520, 590, 660, 820, 960)),
        Test("736-9", "Lymphocytes/100 leukocytes in Blood by Automated count", "淋巴细胞百分比", "%", 1, (200, 500), new(20, 120, 250, 315, 380, 520, 900)),
        CReactiveProtein,
    ]);

    public static readonly LabPanel Liver = new("24325-3", "Hepatic function 2000 panel - Serum or Plasma", "肝功能", 4500,
    [
        Alt,
        Test("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "天门冬氨酸氨基转移酶", "U/L", 0, (13, 40), new(5, 12, 18, 22, 28, 62, 1200)),
        Test("14631-6", "Bilirubin.total [Moles/volume] in Serum or Plasma", "总胆红素", "umol/L", 1, (0, 230), new(20, 50, 90, 122, 163, 290, 3500)),
        Test("1751-7", "Albumin [Mass/volume] in Serum or Plasma", "白蛋白", "g/L", 1, (400, 550), new(180, 330, 402, 432, 458, 503, 580)),
        Test("2885-2", "Protein [Mass/volume] in Serum or Plasma", "总蛋白", "g/L", 1, (650, 850), new(400, 575, 670, 708, 745, 822, 1050)),
    ]);

    public static readonly LabPanel Kidney = new("24362-6", "Renal function 2000 panel - Serum or Plasma", "肾功能", 3000, [Urea, Creatinine, UricAcid]);

    public static readonly LabPanel Lipids = new("24331-1", "Lipid 1996 panel - Serum or Plasma", "血脂", 3500,
    [
        Cholesterol,
        Triglyceride,
        Test("14646-4", "Cholesterol in HDL [Moles/volume] in Serum or Plasma", "高密度脂蛋白胆固醇", "mmol/L", 2, (104, 155), new(30, 75, 107, 127, 150, 205, 350)),
        Ldl,
    ]);

    public static readonly LabPanel Sugar = new("55399-0", "Diabetes tracking panel", "血糖与糖化血红蛋白", 6000, [Glucose, HbA1c]);

    public static readonly LabPanel Electrolytes = new("24326-1", "Electrolytes 1998 panel - Serum or Plasma", "电解质", 2400,
    [
        Test("2951-2", "Sodium [Moles/volume] in Serum or Plasma", "钠", "mmol/L", 0, (137, 147), new(110, 133, 138, 140, 142, 146, 175)),
        Test("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "钾", "mmol/L", 2, (350, 530), new(180, 330, 385, 412, 442, 520, 850)),
        Test("2075-0", "Chloride [Moles/volume] in Serum or Plasma", "氯", "mmol/L", 0, (99, 110), new(75, 96, 101, 103, 106, 111, 140)),
        Test("2000-8", "Calcium [Moles/volume] in Serum or Plasma", "钙", "mmol/L", 2, (211, 252), new(130, 198, 219, 228, 237, 258, 400)),
    ]);

    public static readonly LabPanel Coagulation = new("34528-0", "PT and aPTT panel - Platelet poor plasma by Coagulation assay", "凝血功能", 6500,
    [
        Test("5902-2", "Prothrombin time (PT)", "凝血酶原时间", "s", 1, (94, 125), new(85, 96, 107, 113, 120, 160, 900)),
        Test("6301-6", "INR in Platelet poor plasma by Coagulation assay", "国际标准化比值", "{INR}", 2, (80, 120), new(70, 84, 94, 100, 108, 150, 900)),
        Test("14979-9", "aPTT in Platelet poor plasma by Coagulation assay", "活化部分凝血活酶时间", "s", 1, (251, 365), new(180, 225, 265, 290, 320, 410, 1500)),
        Test("3255-7", "Fibrinogen [Mass/volume] in Platelet poor plasma by Coagulation assay", "纤维蛋白原", "g/L", 2, (200, 400), new(50, 180, 255, 305, 370, 580, 1100)),
    ]);

    public static readonly LabPanel Thyroid = new("24348-5", "Thyroid panel", "甲状腺功能", 9000,
    [
        Tsh,
        Test("14920-3", "Thyroxine (T4) free [Moles/volume] in Serum or Plasma", "游离甲状腺素", "pmol/L", 2, (798, 1602), new(400, 900, 1090, 1220, 1370, 1750, 6000)),
        Test("14928-6", "Triiodothyronine (T3) Free [Moles/volume] in Serum or Plasma", "游离三碘甲状腺原氨酸", "pmol/L", 2, (350, 660), new(200, 340, 430, 480, 530, 640, 3000)),
    ]);

    /// <summary>How many tests there are.</summary>
    public static int Count => Made.Count;

    private static LabTest Test(string loinc, string display, string text, string unit, int decimals, (int Low, int High) range, Distribution values)
    {
        var test = new LabTest(Made.Count, loinc, display, text, unit, decimals, range.Low, range.High, values);
        Made.Add(test);
        return test;
    }
}
