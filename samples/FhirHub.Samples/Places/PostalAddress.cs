using FhirHub.Samples.Randomness;
using FhirHub.Samples.Writing;

namespace FhirHub.Samples.Places;

/// <summary>An address in a county.</summary>
/// <param name="Line">From the township down to the door.</param>
internal sealed record PostalAddress(County County, string Line)
{
    private static readonly string[] Roads = ["人民路", "解放路", "建设路", "新华街", "文化路", "迎宾大道", "和平街", "胜利路", "中山路", "振兴街", "育才路", "滨河路", "东风街", "长征路", "向阳街"];
    private static readonly string[] Estates = ["幸福里", "阳光花园", "锦绣家园", "金色港湾", "福源小区", "康乐苑", "学府花园", "翠湖苑", "和谐家园", "南苑小区", "天和佳苑", "育林小区"];
    private static readonly string[] Villages = ["王家庄", "李家沟", "张村", "新民村", "东河村", "西坡村", "前进村", "石桥村", "杨树湾", "上寨村", "下寨村", "龙泉村", "柳林村", "青山村", "大坪村", "红旗村"];

    public static PostalAddress OfHome(SeededRandom random, County county)
    {
        string township = random.Pick(county.Townships);
        bool urban = township.EndsWith("街道", StringComparison.Ordinal) || random.Chance(county.IsUrban ? 700 : 150);
        return new PostalAddress(county, urban
            ? $"{township}{random.Pick(Roads)}{random.Between(1, 199)}号{random.Pick(Estates)}{random.Between(1, 28)}号楼{random.Between(1, 4)}单元{random.Between(1, 18)}0{random.Between(1, 4)}室"
            : $"{township}{random.Pick(Villages)}{random.Between(1, 9)}组{random.Between(1, 120)}号");
    }

    public static PostalAddress OfInstitution(SeededRandom random, County county, string? township) =>
        new(county, $"{township ?? random.Pick(county.Townships)}{random.Pick(Roads)}{random.Between(1, 299)}号");

    /// <summary>As an item of a list.</summary>
    public ResourceWriter Write(ResourceWriter writer, ReadOnlySpan<byte> use) => Members(writer.Open().Member("use"u8, use));

    /// <summary>As a member.</summary>
    public ResourceWriter WriteMember(ResourceWriter writer) => Members(writer.Open("address"u8));

    private ResourceWriter Members(ResourceWriter writer)
    {
        var prefecture = County.Prefecture;
        return writer.Member("type"u8, "physical"u8)
            .Member("text"u8, $"{prefecture.Province.Name}{County.FullName}{Line}")
            .OpenList("line"u8).Item(Line).CloseList()
            .Member("city"u8, prefecture.Name)
            .Member("district"u8, County.Name)
            .Member("state"u8, prefecture.Province.Name)
            .Member("country"u8, "CN"u8)
            .Close();
    }
}
